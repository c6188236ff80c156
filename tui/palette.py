"""Owns what the command palette finds: what the keys do, themes, and articles by their words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher
from textual.markup import escape

from framing.errors import FramingError
from framing.visible import visible
from tui import keys
from tui.content import content
from tui.screens import offered
from tui.screens.base import FramingScreen
from tui.source import Order
from tui.text_style import MUTED, PLAIN
from tui.themes import THEMES

if TYPE_CHECKING:
    from tui.session import Session

_MOST_ARTICLES = 12


class ActionCommands(Provider):
    """What the keys of the screen do, and the themes."""

    async def discover(self) -> Hits:
        """All of them."""
        for name, what, run in self._commands():
            yield DiscoveryHit(_plain(name), run, text=visible(name), help=escape(visible(what)))

    async def search(self, query: str) -> Hits:
        """Those whose name resembles what is typed."""
        matcher = self.matcher(query)
        for name, what, run in self._commands():
            if (score := matcher.match(name)) > 0:
                shown = _highlighted(matcher, name)
                yield Hit(score, shown, run, text=shown.plain, help=escape(visible(what)))

    def _commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        session = cast("Session", self.app)
        for name, active in keys.enabled_actions(self.screen).items():
            run = partial(self.app.run_action, active.binding.action, active.node)
            key = self.app.get_key_display(active.binding)
            yield name, f"{key:<6} {active.binding.tooltip}", run
        if isinstance(self.screen, FramingScreen):
            yield from self.screen.commands()
        for number, (mode, entry) in enumerate(offered(session.source), 1):
            yield f"Go to {entry.title}", f"{f'F{number}':<6} Screen", partial(session.go_to, mode)
        for theme in THEMES:
            yield (
                f"Theme: {theme}",
                "Change the colours",
                partial(setattr, self.app, "theme", theme),
            )


def _plain(name: str) -> Content:
    """A name that is no markup, whatever it holds: titles of lexicons are among them."""
    return content([((name, PLAIN),)])


def _highlighted(matcher: Matcher, name: str) -> Content:
    """The same with the letters that were typed; Textual's own way reads names as markup."""
    shown = _plain(name)
    _, offsets = matcher.fuzzy_search.match(matcher.query, shown.plain)
    for offset in offsets:
        shown = shown.stylize(matcher.match_style, offset, offset + 1)
    return shown


class ArticleCommands(Provider):
    """Articles that the source finds for what is typed; choosing one opens it."""

    async def search(self, query: str) -> Hits:
        """The first articles that the source's own search finds."""
        session = cast("Session", self.app)
        try:
            rows = await asyncio.to_thread(session.source.rows, query, Order(), _MOST_ARTICLES, 0)
        except FramingError:
            # The list shows the same error; a palette without articles is still one.
            return
        for place, row in enumerate(rows):
            title = content([((row.label, PLAIN), (f"  {row.source}", MUTED))])
            run = partial(session.open_articles, (row.id,))
            yield Hit(0.5 - place / 100, title, run, text=title.plain, help="Read this article")
