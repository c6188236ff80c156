"""What an import found and did, counted while drafts and articles pass: `ImportSummary`.

One frozen summary serves the command, its JSON, the app and notebooks. What it holds is bounded by
the number of files, whatever they hold: names beyond the first thousand are counted together, and
things that were told for one reason are one notice with their number and the first of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from framing.articles.batches import Progress
from framing.articles.date_columns import DateColumn, DateNote, merged
from framing.articles.languages import is_foreign
from framing.articles.readers.base import METADATA, LeftOutError, RemarkError, RowError
from framing.errors import ReadError
from framing.model import UNKNOWN, Article, Draft, Unit

if TYPE_CHECKING:
    from framing.articles.manifest import Manifest
    from framing.articles.readers import Found

Kind = Literal["files", "dates", "row", "left out", "remark", "refused"]
"""What a notice is of: files that were passed over or say nothing, dates, rows that were passed
over, what is no article, what to know of articles that were taken, files that were refused."""

OTHERS = "(others)"
"""What names are counted under that come after the first thousand."""

_NAMES = 1_000
_NAME_LENGTH = 200
_REASONS = 200
_KEPT = 10
"""Lines that are kept of one notice."""
_VARYING = re.compile(r"“[^”]*”|[\d.,]*\d")
"""What differs between things that are told for one reason: names in quotes, and figures."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was told for one reason, of however many rows or files."""

    kind: Kind
    lines: tuple[str, ...]
    """The first ten of them, all where that was asked: `FILE:LINE: what (what to do)`."""
    count: int


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What one file was taken for."""

    name: str
    format: str
    """A name in `READERS`; empty for a file that was refused before that was known."""
    layout: str
    """How its articles lie in it, such as “Nexis Uni”; empty where the format says it all."""
    articles: int
    refused: str = ""
    """Why nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import found and did, or would find and do where it is a dry run."""

    dry: bool
    files: tuple[FileSummary, ...] = ()
    read: int = 0
    """Articles in the files that can be taken."""
    added: int = 0
    """Articles that are new in the library, or would be."""
    present: int = 0
    """Articles that it held already, or that stand twice in the files."""
    twice: int = 0
    """Of these, those that stand in the files before."""
    dated: int = 0
    """Articles that it held already and that have a date only now."""
    undated: int = 0
    """New articles without a date."""
    unsourced: int = 0
    """New articles of which nothing says who published them."""
    untitled: int = 0
    """New articles without a title."""
    copies: int = 0
    """New articles whose text is that of an article of another source."""
    foreign: int = 0
    """New articles in a language that none of the lexicons is made for."""
    fields: Mapping[str, int] = field(default_factory=dict)
    """By article field, how many of the articles read have it."""
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By article field, the columns, keys or elements that gave it, with the articles of each."""
    meta: Mapping[str, int] = field(default_factory=dict)
    """The names that were kept as `meta.NAME`, with the number of articles."""
    sources: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    """By the language that is said of an article; empty for none."""
    first_day: str = ""
    """The earliest date, ISO; empty where there is none."""
    last_day: str = ""
    date_orders: Mapping[str, int] = field(default_factory=dict)
    """How figures of dates were read (`day first`, `month first`, `year first`, or `undecided`),
    with the number of files that have such dates."""
    characters: int = 0
    """Of all texts."""
    excluded: int = 0
    """Of these, those in boilerplate."""
    refused_for_rows: int = 0
    """Files that were refused for a row alone, which can be passed over."""
    takeable: int = 0
    """Articles that would be taken of these if their bad rows were passed over; counted by a dry
    run."""
    notices: tuple[Notice, ...] = ()

    @property
    def refused(self) -> int:
        """How many files nothing was taken of."""
        return self.counted("refused")

    def counted(self, kind: Kind) -> int:
        """How many things of a kind were told."""
        return sum(notice.count for notice in self.notices if notice.kind == kind)


@dataclass(frozen=True, slots=True)
class Stored:
    """What of a file is in the library for certain: it was committed, so no crash takes it away."""

    file: str
    articles: int
    """The first so many articles of the file, those that the library held before among them."""
    of: int
    """Articles of the file that can be taken."""
    total: int
    """Articles of all files so far."""


Names = defaultdict[str, Counter[str]]
"""Counts of names, by what they are names of."""


class FileTally:
    """The drafts of one file, counted: they count for the import once all of it was checked."""

    def __init__(self, name: str, format_: str) -> None:
        self.name, self.format = name, format_
        self.layout = ""
        self.articles = 0
        self.columns: Names = defaultdict(Counter)
        self.meta: Counter[str] = Counter()

    def seen(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts, counted."""
        for draft in drafts:
            self.articles += 1
            self.layout = self.layout or draft.layout
            for name, column in draft.columns.items():
                if name == "text" or (name in METADATA and getattr(draft, name)):
                    _count(self.columns[name], column)
            for name in draft.meta:
                _count(self.meta, name)
            yield draft


class ImportTally:
    """An import while it runs: what was counted so far."""

    def __init__(
        self,
        *,
        dry: bool = False,
        every: bool = False,
        progress: Progress | None = None,
        stored: Callable[[Stored], None] | None = None,
    ) -> None:
        """`every` keeps each line that is told, and not the first ones of a reason alone.

        `progress` is called with bytes, `stored` after each commit for each file in it.
        """
        self.dry = dry
        self._kept = None if every else _KEPT
        self._progress = progress
        self._stored = stored
        self._sizes: dict[str, int] = {}
        self._committed: Counter[str] = Counter()
        self._committed_in_all = 0
        self._files: list[FileSummary] = []
        self._told: dict[tuple[Kind, str], tuple[list[str], int]] = {}
        self._dates: list[DateNote] = []
        self._counts: Counter[str] = Counter()
        self._names: Names = defaultdict(Counter)
        self._columns: Names = defaultdict(Counter)
        self._days = ("", "")
        self._ids: set[int] = set()

    def moved(self, size: float) -> None:
        """Tell how many bytes of the files were done."""
        if self._progress:
            self._progress(round(size))

    def committed(self, origins: Iterable[str]) -> None:
        """Tell what is stored now, given the file of each article that was committed."""
        if not self._stored:
            return
        for origin, count in Counter(origins).items():
            self._committed[origin] += count
            self._committed_in_all += count
            done = self._committed[origin]
            self._stored(Stored(origin, done, self._sizes[origin], self._committed_in_all))

    def note_found(self, found: Found, manifest: Manifest | None) -> None:
        """Keep what is to be told of the files before any is read."""
        unmatched = manifest.unmatched(found.files) if manifest else []
        for line in (*found.warnings, *unmatched):
            self._tell("files", line, line)
        for error in found.refused:
            self.refuse(error)
        self._dates += manifest.dates if manifest else ()

    def tell(self, error: ReadError) -> None:
        """Count a row that is passed over, what is left out, or a remark."""
        kind: Kind = "row"
        if isinstance(error, LeftOutError):
            kind = "remark" if isinstance(error, RemarkError) else "left out"
        self._tell(kind, str(error), error.what)

    def refuse(self, error: ReadError, format_: str = "") -> None:
        """Count a file that nothing is taken of."""
        self._files.append(FileSummary(error.file, format_, "", 0, str(error)))
        self._counts["refused_for_rows"] += isinstance(error, RowError)
        self._tell("refused", str(error), f"{error.what} {error.hint}")

    def take(self, file: FileTally, dates: DateColumn) -> None:
        """Count a file that was checked whole."""
        self._files.append(FileSummary(file.name, file.format, file.layout, file.articles))
        self._sizes[file.name] = file.articles
        self._counts["read"] += file.articles
        self._dates += dates.notes()
        if order := dates.order_in_words():
            self._names["date_orders"][order] += 1
        for name, found in (*file.columns.items(), ("", file.meta)):
            kept = self._columns[name] if name else self._names["meta"]
            for each, count in found.items():
                _count(kept, each, count)

    def article(self, article: Article) -> bool:
        """Count an article of a file that was taken; tells whether it stood in the files before."""
        for name in METADATA:
            value = getattr(article, name)
            self._names["fields"][name] += value not in ("", UNKNOWN)
        _count(self._names["sources"], article.source)
        _count(self._names["languages"], article.language)
        self._counts["characters"] += len(article.text)
        self._counts["excluded"] += sum(each.end - each.start for each in article.excluded)
        if day := article.published:
            first, last = self._days
            self._days = (min(first or day, day), max(last, day))
        number = int(article.id, 16)  # a third of what the id itself would take
        again = number in self._ids
        self._ids.add(number)
        self._counts["twice"] += again
        return again

    def add(self, article: Article, languages: Collection[str], unit: Unit) -> None:
        """Count an article that is new; `languages` are those of the lexicons."""
        self.count(
            undated=not article.published,
            unsourced=article.source == UNKNOWN,
            untitled=not article.title,
            foreign=is_foreign(article.language, unit, languages),
        )

    def count(self, **counts: int) -> None:
        """Add to counts of the summary, by name."""
        self._counts.update(counts)

    def summary(self) -> ImportSummary:
        """What was counted."""
        counted: dict[str, Any] = {**self._counts}
        for name, counter in self._names.items():
            counted[name] = dict(counter.most_common())
        columns = {name: dict(counter.most_common()) for name, counter in self._columns.items()}
        told = dict(self._told)
        for note in merged(self._dates):
            _tell(told, self._kept, ("dates", note.fault), str(note))
        notices = [Notice(kind, tuple(lines), count) for (kind, _), (lines, count) in told.items()]
        return ImportSummary(
            self.dry,
            files=tuple(self._files),
            columns=columns,
            first_day=self._days[0],
            last_day=self._days[1],
            notices=tuple(sorted(notices, key=lambda notice: _KINDS.index(notice.kind))),
            **counted,
        )

    def _tell(self, kind: Kind, line: str, what: str) -> None:
        reason = _VARYING.sub("…", what)
        known = (kind, reason) in self._told or len(self._told) < _REASONS
        _tell(self._told, self._kept, (kind, reason if known else ""), line)


_KINDS = get_args(Kind)


def _tell(
    told: dict[tuple[Kind, str], tuple[list[str], int]],
    most: int | None,
    key: tuple[Kind, str],
    line: str,
) -> None:
    """Count a line that is told for a reason, and keep the first ones."""
    lines, count = told.get(key, ([], 0))
    told[key] = ([*lines, line] if most is None or len(lines) < most else lines, count + 1)


def _count(counter: Counter[str], name: str, by: int = 1) -> None:
    """Count a name, of however many that are no longer than it helps."""
    name = name[:_NAME_LENGTH]
    counter[name if name in counter or len(counter) < _NAMES else OTHERS] += by
