"""An import summary in words, a line for each thing that there is to say.

The command prints these lines and the app lists them; `rule` leads from a line to its articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from framing.model import UNKNOWN
from framing.runs.import_summary import FileSummary, ImportSummary, Notice
from framing.wording import plural

_ALIKE = 3
"""Things told for one reason that have a line each."""
_REFUSALS = 10
"""The same of files that are refused."""
_SHOWN = 3
"""Names of one thing that a line lists."""
_NAME = 24
_LIST = 54
"""Cells of a list of names beside its label and how many more there are."""
_PATH = 40
_FILES = 6
"""Files up to which each has a line of its own."""
_WITHOUT = (
    ("without date", "undated", "published="),
    ("without source", "unsourced", f"source={UNKNOWN}"),
    ("without title", "untitled", "title="),
)
_ALSO = ("author", "publisher", "url")


class SummaryLine(NamedTuple):
    """One thing that is said of an import."""

    label: str
    text: str
    rule: str = ""
    """The rule of `--where` that selects the articles meant; empty where none does."""


def summary_lines(summary: ImportSummary) -> list[SummaryLine]:
    """What an import found and did; what there is none of is left out."""
    if not summary.read:
        return []
    return [*_files(summary), *_fields(summary), *_new(summary)]


def notice_lines(summary: ImportSummary, *, every: bool = False) -> list[str]:
    """What was told, as warnings and errors; what is told more than a few times for one reason is
    one line, unless `every` one is wanted."""
    return [line for notice in summary.notices for line in _told(notice, every=every)]


def _told(notice: Notice, *, every: bool) -> list[str]:
    kind = "error" if notice.kind == "refused" else "warning"
    few = notice.count <= (_REFUSALS if notice.kind == "refused" else _ALIKE)
    shown = notice.lines if every or few else notice.lines[:1]
    left = notice.count - len(shown)
    more = f"; {left:,} more like it" if left else ""
    return [*(f"{kind}: {line}" for line in shown[:-1]), f"{kind}: {shown[-1]}{more}"]


def _files(summary: ImportSummary) -> Iterator[SummaryLine]:
    taken = [each for each in summary.files if not each.refused]
    kinds = Counter(map(_kind, taken))
    listed = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    read = f"{plural(summary.read, 'article')} in {plural(len(taken), 'file')}"
    yield SummaryLine("read", f"{read}: {listed}")
    if 1 < len(taken) <= _FILES:
        for each in taken:
            name = each.name if len(each.name) <= _PATH else f"…{each.name[1 - _PATH :]}"
            yield SummaryLine("", f"{name}  {each.articles:,}")


def _kind(file: FileSummary) -> str:
    return f"{file.format} ({file.layout})" if file.layout else file.format


def _fields(summary: ImportSummary) -> Iterator[SummaryLine]:
    """Which fields were found, where, and what they say."""
    days = " to ".join(dict.fromkeys(filter(None, (summary.first_day, summary.last_day))))
    orders = ", ".join(
        order if len(summary.files) == 1 else f"{order} in {plural(count, 'file')}"
        for order, count in summary.date_orders.items()
    )
    sources = {name: count for name, count in summary.sources.items() if name != UNKNOWN}
    languages = {name: count for name, count in summary.languages.items() if name}
    said = {
        "title": "",
        "source": _listed(sources),
        "published": ", ".join(filter(None, (days, orders))),
        "language": _listed(languages),
    }
    if text := summary.columns.get("text"):
        yield SummaryLine("text", f"from {_listed(text)}")
    for name, what in said.items():
        if count := summary.fields.get(name, 0):
            yield SummaryLine(name, f"{_of(summary, name, count)}{what and f': {what}'}")
    also = [(name, summary.fields.get(name, 0)) for name in _ALSO]
    if found := ", ".join(f"{name} {_of(summary, name, count)}" for name, count in also if count):
        yield SummaryLine("also", found)
    if summary.meta:
        yield SummaryLine("kept as meta", _listed(summary.meta, 2 * _SHOWN))


def _of(summary: ImportSummary, name: str, count: int) -> str:
    """`328 of 340 from Outlet`; a column that is called like the field is not named."""
    share = "all" if count == summary.read else f"{count:,} of {summary.read:,}"
    found = [each for each in summary.columns.get(name, ()) if each.casefold() != name]
    columns = [_short(column, _NAME) for column in found]
    shown = ", ".join(columns[:_SHOWN]) + (", …" if len(columns) > _SHOWN else "")
    return f"{share} from {shown}" if shown else share


def _new(summary: ImportSummary) -> Iterator[SummaryLine]:
    """What is new in the library, and what it lacks."""
    if summary.excluded:
        share = 100 * summary.excluded / summary.characters
        yield SummaryLine("boilerplate", f"{share:.1f} % of the characters, not counted")
    known = [
        f"{count:,} {what}"
        for count, what in (
            (summary.present - summary.twice, "there already"),
            (summary.twice, "twice in the files"),
        )
        if count > 0
    ]
    yield SummaryLine("new", ", ".join([f"{summary.added:,}", *known]))
    for label, name, rule in _WITHOUT:
        if count := getattr(summary, name):
            yield SummaryLine(label, f"{count:,} of them", rule)
    if summary.copies:
        what = f"{summary.copies:,} of them have the text of an article of another source"
        yield SummaryLine("copies", what)
    if summary.foreign:
        what = (
            f"{summary.foreign:,} of them are in a language of no lexicon: their zeros say nothing"
        )
        yield SummaryLine("foreign", what)


def _listed(names: Mapping[str, int], most: int = _SHOWN) -> str:
    """The first names with their counts, as many as a line has room for, and how many more."""
    shown = [f"{_short(name, _NAME)} {count:,}" for name, count in list(names.items())[:most]]
    while len(shown) > 1 and len(", ".join(shown)) > _LIST:
        shown.pop()
    more = [f"{len(names) - len(shown):,} more"] if len(names) > len(shown) else []
    return ", ".join([*shown, *more])


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
