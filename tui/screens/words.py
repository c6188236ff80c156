"""Owns the screen of the words that tell two groups apart, and of the places where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from framing.wording import plural
from tui.group_rows import NAMELESS
from tui.messages import Failed
from tui.messages.sources import ContextOpened, ContextsLoaded, WordChosen, WordsLoaded
from tui.questions.sources import MOST_CONTEXTS, Groups, Sides, SourcesQuestions
from tui.screens.base import FramingScreen
from tui.source import Export
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.frame import Frame
from tui.widgets.word_list import ContextList, WordList

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import DistinctiveWord, Share

_COUNTING: Line = (("Counting words…", MUTED),)
_LOOKING: Line = (("Looking…", MUTED),)
_NO_PLACES: Line = (("Its places cannot be looked for.", MUTED),)
_REST = "all others"


class WordsScreen(FramingScreen):
    """Over the sources screen: the words that lean to A, to B, and their places."""

    MODE = "sources"
    TITLE = "Words"
    DEFAULT_CSS = """
    WordsScreen {
        #sides { height: 1fr; }
        .-places { height: 1fr; display: none; }
        &.-open .-places { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_pane(1)", "Pane", tooltip="Go to the other part"),
        Binding("shift+tab", "other_pane(-1)", "Pane back", show=False),
        Binding("e", "export", "Export", tooltip="Export the words"),
    ]

    def __init__(self, groups: Groups, sides: Sides, asked: SourcesQuestions) -> None:
        super().__init__()
        self._groups = groups
        self._sides = sides
        self._asked = asked
        self._word: DistinctiveWord | None = None

    def compose_body(self) -> ComposeResult:
        """Two lists side by side, and below them the places."""
        with Horizontal(id="sides"):
            yield Frame(WordList(0))
            yield Frame(WordList(1))
        yield Frame(ContextList(), classes="-places")

    def on_mount(self) -> None:
        """Compare the two."""
        for letter, name, frame in zip("AB", self._sides, self.query(Frame), strict=False):
            frame.title_with(_title(letter, _REST if name is None else name or NAMELESS))
        for words in self.query(WordList):
            words.empty = (_COUNTING,)
        self.query(WordList).first().focus()
        groups, sides, asked = self._groups, self._sides, self._asked
        self.in_thread(
            "words", lambda: WordsLoaded(groups, sides, asked.distinctive_words(groups, sides))
        )

    @on(WordsLoaded)
    def _show_words(self, message: WordsLoaded) -> None:
        found = message.found
        both = zip("AB", (found.a, found.b), self.query(WordList), self.query(Frame), strict=False)
        for letter, share, words, frame in both:
            words.show(found)
            frame.title_with(_title(letter, share.source or NAMELESS), ((_size(share), MUTED),))
        self.refresh_bindings()

    @on(WordChosen)
    def _look(self, message: WordChosen) -> None:
        word = self._word = message.word
        places = self.query_one(ContextList)
        places.show(())
        places.empty = (_LOOKING,)
        self.add_class("-open")
        self.query_one(".-places", Frame).title_with(((word.word, PLAIN),))
        places.focus()
        # Those of the side that the word leans to come first.
        groups, sides, asked, from_b = self._groups, self._sides, self._asked, word.z < 0
        self.in_thread(
            "places",
            lambda: ContextsLoaded(
                word.word, asked.word_contexts(groups, sides, word.pattern, from_b=from_b)
            ),
        )

    @on(ContextsLoaded)
    def _show_places(self, message: ContextsLoaded) -> None:
        if self._word is None or message.word != self._word.word:
            return
        self.query_one(ContextList).show(message.lines)
        count = f"{plural(len(message.lines), 'place')}, at most {MOST_CONTEXTS} of each side"
        self.query_one(".-places", Frame).title_with(
            ((message.word, PLAIN), (f" · {count}", MUTED))
        )
        self.refresh_bindings()

    @on(Failed)
    def _show_none(self) -> None:
        """Say so where places were wanted that cannot be looked for."""
        places = self.query_one(ContextList)
        places.empty = (_NO_PLACES,)
        places.refresh()

    @on(ContextOpened)
    def _read(self, message: ContextOpened) -> None:
        self.session.open_at(message.line.article_id, message.line.match.start)

    def action_other_pane(self, by: int) -> None:
        """Give the keys to the next part."""
        self.focus_next() if by > 0 else self.focus_previous()

    def open_part(self) -> Callable[[], None] | None:
        """The places are closed first, then the words."""
        return self._close_places if self.has_class("-open") else self._close

    def _close_places(self) -> None:
        leans_to_b = self._word is not None and self._word.z < 0
        self.remove_class("-open")
        self.query(WordList)[1 if leans_to_b else 0].focus()

    def _close(self) -> None:
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """All others together are no group that a table could name."""
        if action == "export":
            return self._sides[1] is not None
        return super().check_action(action, parameters)

    def action_export(self) -> None:
        """Export the words of both."""
        first, second = self._sides
        if second is not None:
            like = Export("", "", "", by=self._groups.by, between=(first, second))
            what = f"The words of {first or NAMELESS} and {second or NAMELESS}"
            self.ask_export(what, self._groups.selection, ("distinctive",), like)


def _title(letter: str, name: str) -> Line:
    return ((f"{letter} ", ACCENT), (name, PLAIN))


def _size(share: Share) -> str:
    few = "" if share.articles >= 5 else " · read as texts"
    return f"{plural(share.articles, 'article')} · {plural(share.words, 'word')}{few}"
