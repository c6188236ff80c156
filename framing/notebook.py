"""Small tables as HTML for notebooks; no text in them is markup or a control character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from framing.visible import visible_line


def html_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain texts under a caption."""
    lines = [_line("th", columns), *(_line("td", row) for row in rows)]
    return f"<table>\n<caption>{_cell(caption)}</caption>\n{''.join(lines)}</table>"


def _line(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _cell(text: str) -> str:
    return escape(visible_line(text))
