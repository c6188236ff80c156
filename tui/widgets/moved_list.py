"""Owns what moved between two runs, as a list: dimensions, their entries, articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from framing.library import DimensionChange, EntryChange, Moved, Rate
from framing.wording import interval, plural
from tui import plots
from tui.content import cell_count, fit
from tui.dimension_styles import DimensionStyles
from tui.messages import OpenRequested
from tui.messages.runs import MovedChosen
from tui.plots import Estimate, Scale
from tui.questions.runs import RunChanges
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, Part, TextStyle
from tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from framing.workbench.run_differences import LexiconChange

_ENTRIES = 6
_NAMES = 12
"""Names of one kind of change that are told."""
_SOURCE = 16
_RATES = 15
_CHANGE = 8
_INTERVALS = ((110, 32), (80, 20))
"""From which width on an interval is drawn, in how many cells."""


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row of the list: words, or an article that moved in a dimension."""

    said: Line = ()
    scale: str = ""
    """How far the intervals below go, for where they are drawn."""
    dimension: str = ""
    article: Moved | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """How dimensions are called and look, and how far their figures go here."""

    titles: Mapping[str, str] = field(default_factory=dict)
    styles: DimensionStyles = field(default_factory=dict)
    ends: Mapping[str, float] = field(default_factory=dict)


class MovedList(PagedList):
    """By dimension what moved, the furthest article first; Enter reads it."""

    HELP = (
        "What moved between two runs: the mean of each dimension, the entries that made the "
        "change, and the articles that moved furthest."
    )

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "Read", key_display="enter", tooltip="Read the article"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[MovedRow] = ()
        self._ground = Ground()

    def show(self, found: RunChanges, titles: Mapping[str, str], styles: DimensionStyles) -> None:
        """Show what moved; the cursor goes to the first article."""
        ends = {each.dimension: _end(each.articles) for each in found.changes}
        self._ground = Ground(titles, styles, ends)
        self._rows = moved_rows(found, titles, styles)
        first = next((at for at, row in enumerate(self._rows) if row.article), 0)
        self.fill(len(self._rows), first)
        self.scroll_to(y=0, animate=False)
        self.post_message(MovedChosen())

    @property
    def row(self) -> MovedRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def line(self, number: int, width: int) -> Line:
        """A row."""
        row = self._rows[number]
        pointer = "▌" if number == self.cursor else " "
        if row.article is not None:
            return ((pointer + " ", ACCENT), *_article(row, self._ground, width - 2))
        scale: Line = ((row.scale, MUTED),) if _interval_cells(width - 2) else ()
        return ((pointer + " ", ACCENT), *_cut((*row.said, *scale), width - 2))

    def watch_cursor(self) -> None:
        """Tell that another row is meant."""
        super().watch_cursor()
        self.post_message(MovedChosen())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Read only articles."""
        if action == "read":
            return self.row is not None and self.row.article is not None
        return super().check_action(action, parameters)

    def action_read(self) -> None:
        """Read the article under the cursor."""
        if self.row is not None and self.row.article is not None:
            self.post_message(OpenRequested((self.row.article.article_id,)))

    def on_click(self, event: events.Click) -> None:
        """Go to a row; a second click reads it."""
        here = self.cursor
        if self.clicked(event) and self.cursor == here:
            self.action_read()


def moved_rows(
    found: RunChanges, titles: Mapping[str, str], styles: DimensionStyles
) -> list[MovedRow]:
    """All rows: a block for each dimension, and what stayed the same."""
    rows: list[MovedRow] = []
    for each in found.changes:
        name = each.dimension
        style = styles[name].text_style if name in styles else BOLD
        mean, moved = _heading(each, (titles.get(name, name), style))
        scale = f"  intervals: 0 to {_end(each.articles):.1f}" if each.articles else ""
        rows += [MovedRow(mean), MovedRow(moved, scale)]
        named = _by_kind(found.lexicons.get(name, ()))
        rows += [MovedRow(line) for line in _why(each, named)]
        rows += [MovedRow((), "", name, article) for article in each.articles]
        rows += [MovedRow(line) for line in _details(named)]
        rows.append(MovedRow())
    if found.same:
        same = ", ".join(titles.get(name, name) for name in found.same)
        rows.append(MovedRow((("The same lexicon and scorer, the same scores: " + same, MUTED),)))
    return rows


def _heading(found: DimensionChange, title: Part) -> tuple[Line, Line]:
    """The dimension, its mean before and after, and how many articles moved."""
    totals = found.totals
    means = f"  mean {plots.number(totals.mean_before)} → {plots.number(totals.mean_after)}"
    change = "" if totals.mean_change is None else f"  {totals.mean_change:+.2f}"
    moved = f"{totals.moved:,} of {plural(totals.shared, 'article')} moved"
    ways = f"  {totals.up:,} up, {totals.down:,} down" if totals.moved else ""
    return (title, (means, PLAIN), (change, BOLD)), ((moved + ways, MUTED),)


def _why(found: DimensionChange, named: Mapping[str, Sequence[str]]) -> Iterator[Line]:
    """The entries that made the mean change, and how much of lexicon and scorer is another."""
    if found.entries:
        yield (("made by  ", MUTED), (entries_text(found.entries, 3), PLAIN))
    said = [f"{len(names):,} × {what}" for what, names in named.items()]
    if found.before.scorer_version != found.after.scorer_version:
        said.append(f"scorer {found.before.scorer_version} → {found.after.scorer_version}")
    if said:
        yield (("lexicon  ", MUTED), ("  ".join(said), PLAIN))


def _details(named: Mapping[str, Sequence[str]]) -> Iterator[Line]:
    """What the lexicon gained and lost, by name."""
    for what, names in named.items():
        more = [f"{len(names) - _NAMES:,} more"] if len(names) > _NAMES else []
        yield ((what.ljust(_SOURCE + 5), MUTED), (", ".join([*names[:_NAMES], *more]), PLAIN))


def _by_kind(changes: Sequence[LexiconChange]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for each in changes:
        named.setdefault(each.what, []).append(each.name)
    return named


def entries_text(entries: Sequence[EntryChange], digits: int = 2) -> str:
    """`fail* +2.13 (1→3)  concern* −1.00 (2→1)`, the largest first."""
    shown = [
        f"{each.entry} {each.change:+.{digits}f} ({each.matches_before}→{each.matches_after})"
        for each in entries[:_ENTRIES]
    ]
    more = [f"{len(entries) - _ENTRIES:,} more"] if len(entries) > _ENTRIES else []
    return "  ".join([*shown, *more])


def _cut(line: Line, width: int) -> Line:
    """A line whose last part ends where the room does."""
    if cell_count(line) <= width:
        return line
    *before, (text, style) = line
    return (*before, (fit(text, max(width - cell_count(before), 0)), style))


def _article(row: MovedRow, ground: Ground, width: int) -> Line:
    """`Source  Title   27.7 → 31.2   +3.5   ├──●──┤`."""
    article = row.article
    assert article is not None
    size = _interval_cells(width)
    rates = f"{_figure(article.before)} → {_figure(article.after)}"
    change = "" if article.change is None else f"{article.change:+.1f}"
    end: Line = (
        (fit(rates, _RATES, right=True), PLAIN),
        (fit(change, _CHANGE, right=True), BOLD),
    )
    if size:
        style = ground.styles[row.dimension].colour if row.dimension in ground.styles else ""
        scale = Scale(0.0, ground.ends.get(row.dimension, 0.0), size)
        end = (*end, ("  ", PLAIN), *_interval(article.after, scale, TextStyle(style)))
    title = max(width - cell_count(end) - _SOURCE - 1, 0)
    return (
        (fit(article.source, _SOURCE) + " ", MUTED),
        (fit(article.label, title), PLAIN),
        *end,
    )


def _interval_cells(width: int) -> int:
    """How many cells an interval takes in rows of a width; 0 where there is no room for it."""
    return next((cells for least, cells in _INTERVALS if width >= least), 0)


def _figure(rate: Rate) -> str:
    return plots.number(rate.rate_per_1000)


def _interval(rate: Rate, scale: Scale, style: TextStyle) -> Line:
    if rate.rate_per_1000 is None or rate.low is None or rate.high is None:
        return ((" " * scale.width, PLAIN),)
    return plots.interval_row(Estimate(rate.rate_per_1000, rate.low, rate.high), scale, style)


def _end(articles: Sequence[Moved]) -> float:
    """How far the intervals after go."""
    return max((each.after.high or each.after.rate_per_1000 or 0.0 for each in articles), default=0)


def edge_line(row: MovedRow | None) -> Line:
    """What made the article under the cursor move, with its intervals."""
    if row is None or row.article is None:
        return ()
    article = row.article
    figures = " → ".join(
        f"{_figure(rate)} {interval(rate)}".rstrip() for rate in (article.before, article.after)
    )
    return ((f"{figures}  ", PLAIN), (entries_text(article.entries), MUTED))
