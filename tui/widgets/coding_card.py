"""Owns the card on which one sentence is coded: the sentence, what is asked, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from framing.library import Code
from tui import highlight, layout
from tui.coding_sheet import Task
from tui.content import cell_count, fit, piece_at
from tui.dimension_styles import DimensionStyles
from tui.messages.coding import DimensionClicked
from tui.questions.coding import Reveal
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, Part, TextStyle, text_style
from tui.widgets.line_widget import LineWidget

_COLUMN = 76
"""Cells of a line that is read with ease."""
_CONTEXT = 2
"""Lines before the sentence, and after it."""
_BELOW = 7
"""Lines from the middle to the dimensions, where there is room."""
_ON, _OFF = "●", "○"
_WORDS = text_style("accent", "bold", "underline")
"""The words that are asked about where a match is coded."""
_MARKED = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a task."""

    task: Task
    chosen: frozenset[str]
    titles: Mapping[str, str]
    """Of all dimensions of the sheet, in the order of their digits."""
    styles: DimensionStyles
    around: tuple[str, str] = ("", "")
    codes: Mapping[str, Sequence[Code]] = field(default_factory=dict)
    """What others said by dimension, where it may be seen."""
    reveal: Reveal | None = None
    """What the lexicons found, once the sentence is coded."""


class CodingCard(LineWidget, can_focus=True):
    """The sentence in the middle, two dim lines before and after, the dimensions below."""

    HELP = (
        "The sentence that is coded, between the lines around it. A digit says that it has "
        "the dimension; what stays off is coded as not there."
    )

    DEFAULT_CSS = "CodingCard { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_by(-1)", "Up", show=False),
        Binding("down", "scroll_by(1)", "Down", show=False),
        Binding("pageup", "scroll_by(-5)", "Page up", show=False),
        Binding("pagedown", "scroll_by(5)", "Page down", show=False),
    ]

    top: reactive[int] = reactive(0)
    """The first line shown of a sentence that is longer than its room."""

    def __init__(self) -> None:
        super().__init__()
        self.card: Card | None = None
        self._beyond = 0
        """Lines of the sentence for which there is no room."""

    def show(self, card: Card | None) -> None:
        """Show a task, from its first line where it is another one."""
        if card is None or self.card is None or card.task != self.card.task:
            self.top = 0
        self.card = card
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """All lines for the present height."""
        card, height = self.card, self.size.height
        if card is None or not height:
            return []
        column = min(width, _COLUMN)
        rows = [row for _, row in self._rows(column, height)]
        edge = _edge(height, len(rows))
        block = self._block(card, column, max(edge - 1, 1))
        above = max(min((height - len(block)) // 2 - 1, edge - 1 - len(block)), 0)
        shown = [*[()] * above, *block]
        shown += [()] * (edge - len(shown))
        margin = " " * ((width - column) // 2)
        return [((margin, PLAIN), *line) for line in [*shown[:edge], *rows]][:height]

    def _block(self, card: Card, column: int, room: int) -> list[Line]:
        """The sentence between its surroundings, or as much of it alone as there is room for."""
        sentence = sentence_lines(card, column)
        self._beyond = max(len(sentence) - room, 0)
        if len(sentence) + 2 * (_CONTEXT + 1) > room:
            top = min(self.top, self._beyond)
            return sentence[top : top + room]
        before, after = _around(card.around, column)
        return [
            *[()] * (_CONTEXT - len(before)),
            *before,
            (),
            *sentence,
            (),
            *after,
            *[()] * (_CONTEXT - len(after)),
        ]

    # The dimensions

    def _rows(self, column: int, height: int) -> list[tuple[list[tuple[str, list[Part]]], Line]]:
        """The dimensions of each row, with their cells; where they are many, several in a row."""
        pieces = self._pieces(column)
        most = max(height // 3, 1)
        rows: list[list[tuple[str, list[Part]]]] = [[piece] for piece in pieces]
        if len(rows) > most:
            rows = _flowing(pieces, column)
        return [(row, tuple(part for _, parts in row for part in parts)) for row in rows]

    def _pieces(self, column: int) -> list[tuple[str, list[Part]]]:
        card = self.card
        if card is None:
            return []
        asked = [
            (number, name, title)
            for number, (name, title) in enumerate(card.titles.items(), 1)
            if name in card.task.dimensions
        ]
        longest = max(cell_count([(title, PLAIN)]) for _, _, title in asked)
        pieces: list[tuple[str, list[Part]]] = []
        for number, name, shown in asked:
            on = name in card.chosen
            style = card.styles[name].text_style if name in card.styles else BOLD
            title: Part = (shown, style if on else PLAIN)
            parts: list[Part] = [
                (f"{_ON if on else _OFF} ", TextStyle(style.colour) if on else MUTED),
                (f"{number} ", ACCENT),
                title,
                ("   ", PLAIN),
            ]
            if said := said_by(card.codes.get(name, ())):
                gap = " " * (longest - cell_count([title]))
                room = max(column - cell_count(parts) - len(gap), 0)
                parts.append((gap + fit(said, room).rstrip(), MUTED))
            pieces.append((name, parts))
        return pieces

    def on_click(self, event: events.Click) -> None:
        """Switch the dimension that was clicked."""
        column = min(self.size.width, _COLUMN)
        rows = self._rows(column, self.size.height)
        edge = _edge(self.size.height, len(rows))
        at = event.y - edge
        if 0 <= at < len(rows):
            pieces, _ = rows[at]
            place = piece_at(
                (parts for _, parts in pieces), event.x - (self.size.width - column) // 2
            )
            if place is not None:
                self.post_message(DimensionClicked(pieces[place][0]))

    # A long sentence

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Scroll only where there is something beyond."""
        if action == "scroll_by":
            return bool(self._beyond)
        return super().check_action(action, parameters)

    def action_scroll_by(self, by: int) -> None:
        """Show other lines of a long sentence."""
        self.top = max(0, min(self.top + by, self._beyond))

    def on_mouse_scroll_down(self) -> None:
        """The wheel does what the arrows do."""
        self.action_scroll_by(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel does what the arrows do."""
        self.action_scroll_by(-1)


def _edge(height: int, rows: int) -> int:
    """The line of the first dimension: the same for all sentences, so that nothing moves."""
    return max(min(height - rows - 1, height // 2 + _BELOW), 0)


def said_by(codes: Sequence[Code]) -> str:
    """`anna 1 · ben 0`; of more than four `3 of 5 say 1`."""
    if len(codes) > 4:
        return f"{sum(code.value > 0 for code in codes)} of {len(codes)} say 1"
    return " · ".join(f"{code.coder} {code.value}" for code in codes)


def sentence_lines(card: Card, width: int) -> list[Line]:
    """The sentence broken at a width, with what is asked about, or what was found, marked."""
    if card.reveal is not None:
        return _revealed(card.reveal, card, width)
    if not card.task.unit.dimension:
        return _styled(card.task.unit.text, (), BOLD, width)
    pieces = _MARKED.split(card.task.unit.text)  # every second one stands between the brackets
    ends = list(accumulate(map(len, pieces)))
    words = [(ends[at - 1], ends[at], _WORDS) for at in range(1, len(pieces), 2)]
    return _styled("".join(pieces), words, PLAIN, width)


def _revealed(reveal: Reveal, card: Card, width: int) -> list[Line]:
    names = [name for name in card.titles if name in card.styles]
    spans = highlight.marked_spans(reveal.matches, names)
    return _styled(reveal.text, highlight.styled_spans(spans, card.styles, "colour"), PLAIN, width)


def _styled(
    text: str, spans: Sequence[tuple[int, int, TextStyle]], base: TextStyle, width: int
) -> list[Line]:
    shown = layout.shown_text(text)
    marked = [(shown.position(start), shown.position(end), style) for start, end, style in spans]
    lines: list[Line] = []
    for start, end in layout.wrap(shown.text, width):
        layers = [[(start, end, base)], highlight.spans_in(marked, start, end)]
        lines.append(
            tuple(
                piece
                for left, right, style in highlight.merge_layers(start, end, layers)
                for piece in highlight.unwoven(shown.text[left:right], style)
            )
        )
    return lines


def _around(texts: tuple[str, str], width: int) -> tuple[list[Line], list[Line]]:
    """The last lines before the sentence and the first ones after it; a cut shows as `…`."""
    before, after = (_wrapped(text, width - 1) for text in texts)
    if len(before) > _CONTEXT:
        before = before[-_CONTEXT:]
        before[0] = "…" + before[0]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT]
        after[-1] = after[-1].rstrip() + "…"
    return [((each, MUTED),) for each in before], [((each, MUTED),) for each in after]


def _wrapped(text: str, width: int) -> list[str]:
    if not text:
        return []
    shown = layout.shown_text(text).text
    return [shown[start:end] for start, end in layout.wrap(shown, width)]


def _flowing(
    pieces: Sequence[tuple[str, list[Part]]], width: int
) -> list[list[tuple[str, list[Part]]]]:
    """Pieces in as few rows of a width as they fit into."""
    rows: list[list[tuple[str, list[Part]]]] = [[]]
    for piece in pieces:
        used = sum(cell_count(parts) for _, parts in rows[-1])
        if rows[-1] and used + cell_count(piece[1]) > width:
            rows.append([])
        rows[-1].append(piece)
    return rows
