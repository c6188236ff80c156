"""Owns what the lexicons screen says of an edit: figures, matches and entries as rows of a panel.

Everything here is pure. A row may lead somewhere: to a place in an article, to a line of the text,
or to a term that can be taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.wording import plural
from tui import plots
from tui.content import cell_count, fit, shown_line, tail
from tui.layout import wrap
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, Part, TextStyle, text_style

if TYPE_CHECKING:
    from framing.comparing.source_rates import SourceRate
    from framing.errors import FramingError
    from framing.model import Match, Profile
    from framing.workbench.edit_effects import EditEffect, MatchChange, MatchChanges, RateChange
    from framing.workbench.suggestions import Suggestions
    from tui.questions.lexicons import Coded

_NO_SOURCE = "(no source)"
_ERROR = text_style("error", "bold")
_WARNING = text_style("warning")


@dataclass(frozen=True, slots=True)
class PlaceTarget:
    """A place in an article."""

    article_id: str
    start: int


@dataclass(frozen=True, slots=True)
class LineTarget:
    """A place in the text of the lexicon, from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class TermTarget:
    """A term that can be taken into a dimension."""

    dimension: str
    pattern: str


Target = PlaceTarget | LineTarget | TermTarget


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A line of the panel, and where it leads."""

    line: Line
    target: Target | None = None


_GAP = PanelRow(())


@dataclass(frozen=True, slots=True)
class Looks:
    """How dimensions are called and look, and how wide a row is."""

    width: int
    titles: Mapping[str, str]
    styles: Mapping[str, TextStyle]
    coded: Mapping[tuple[str, str], Coded] = field(default_factory=dict)

    def title(self, dimension: str) -> str:
        """A dimension's title, or its name."""
        return self.titles.get(dimension, dimension)

    def style(self, dimension: str) -> TextStyle:
        """The style of a dimension; bold for one that the library is not scored by."""
        return self.styles.get(dimension, BOLD)


# What an edit does


def problem_rows(problem: FramingError, width: int) -> list[PanelRow]:
    """Why the text is no lexicon, and where."""
    target = LineTarget(problem.line, problem.column or 1) if problem.line else None
    place = f"Line {problem.line}" if problem.line else "The text"
    if problem.line and problem.column:
        place += f", column {problem.column}"
    said = [PanelRow(((each, PLAIN),), target) for each in _broken(problem.what, width)]
    hint = [PanelRow(((each, MUTED),), target) for each in _broken(problem.hint, width)]
    return [PanelRow(((place, _ERROR),), target), *said, *hint]


def _broken(text: str, width: int) -> list[str]:
    """A text in lines of a width."""
    safe = shown_line(text)
    return [safe[start:end] for start, end in wrap(safe, max(width, 1))] if safe else []


def effect_rows(effect: EditEffect, looks: Looks) -> list[PanelRow]:
    """What an edit does: rates, then entries without a match, matches and sources."""
    moved = [each for each in effect.overall if _is_moved(each)]
    rows = [row for each in moved for row in _rate_rows(each, looks)]
    if not moved:
        rows.append(PanelRow((("No rate moves.", PLAIN),)))
    if effect.sources:
        rows.append(PanelRow(_moved_most(effect.sources, looks)))
    rows += [_GAP, *_silent_rows(effect)]
    rows += _match_rows("+", "new", effect.gained, looks)
    rows += _match_rows("−", "lost", effect.lost, looks)
    if effect.sources:
        heading = plural(len(effect.sources), "rate of a source moved", "rates of sources moved")
        rows += [PanelRow(((heading, BOLD),)), *_source_rows(effect.sources, looks)]
    return rows


def _moved_most(changes: Sequence[RateChange], looks: Looks) -> Line:
    """`  moved most  Coast +3.4  North Post +2.9`: as many sources as there is room for.

    The first one always stands there, its name cut short where need be.
    """
    parts: list[Part] = [("  moved most", MUTED)]
    for each in changes:
        name, moved = each.source or _NO_SOURCE, _signed(each.moved)
        if len(parts) == 1:
            name = fit(name, looks.width - cell_count(parts) - len(moved) - 3).rstrip()
        piece = [(f"  {name} ", PLAIN), (moved, ACCENT)]
        if len(parts) > 1 and cell_count([*parts, *piece]) > looks.width:
            break
        parts += piece
    return tuple(parts)


def _is_moved(change: RateChange) -> bool:
    return change.before is None or bool(change.moved)


def _rate_rows(change: RateChange, looks: Looks) -> Iterator[PanelRow]:
    """The pooled rate with its interval before and after over one axis, and the mean."""
    style = looks.style(change.dimension)
    before, after = change.before, change.after
    rates = (before.pooled_rate if before else None, after.pooled_rate)
    yield PanelRow(
        (
            (looks.title(change.dimension), style),
            (f"  {_from_to(*rates)}", BOLD),
            (f"  {_signed(change.moved)}", ACCENT),
        )
    )
    estimates = [_estimate(before), _estimate(after)]
    high = max((each.high for each in estimates if each), default=0.0)
    low = min((each.low for each in estimates if each), default=0.0)
    room = high - low or 1.0
    scale = plots.Scale(max(low - room / 4, 0.0), high + room / 4, max(looks.width - 9, 4))
    for name, estimate in zip(("before", "after"), estimates, strict=True):
        if estimate:
            row = plots.interval_row(estimate, scale, TextStyle(style.colour))
            yield PanelRow(((f"  {name:<7}", MUTED), *row))
    means = (before.mean_rate if before else None, after.mean_rate)
    yield PanelRow(((f"  mean of the articles {_from_to(*means)}", MUTED),))


def _estimate(rate: SourceRate | None) -> plots.Estimate | None:
    if rate is None or rate.pooled_rate is None or rate.low is None or rate.high is None:
        return None
    return plots.Estimate(rate.pooled_rate, rate.low, rate.high)


def _from_to(before: float | None, after: float | None) -> str:
    """`8.3 → 8.4`, with as many decimals as it takes to tell them apart, up to three."""
    digits = _digits((after or 0.0) - (before or 0.0))
    return " → ".join(f"{each:.{digits}f}" if each else "–" for each in (before, after))


def _signed(value: float) -> str:
    """`+3.4`, `−0.006`."""
    return f"{value:+.{_digits(value)}f}".replace("-", "−")


def _digits(difference: float) -> int:
    return next((n for n in (1, 2) if abs(difference) >= 0.95 * 10**-n), 3 if difference else 1)


def _source_rows(changes: Sequence[RateChange], looks: Looks) -> Iterator[PanelRow]:
    several = len({each.dimension for each in changes}) > 1
    figures = [
        _from_to(each.before.pooled_rate if each.before else None, each.after.pooled_rate)
        for each in changes
    ]
    changed = max(map(len, figures))
    width = max(looks.width - changed - 11, 6)
    for each, figure in zip(changes, figures, strict=True):
        said = f"{figure:>{changed}}"
        name = each.source or _NO_SOURCE
        dimension = f" {looks.title(each.dimension)}" if several else ""
        yield PanelRow(
            (
                ("  ", PLAIN),
                (fit(name + dimension, width), PLAIN),
                (said, PLAIN),
                (f"{_signed(each.moved):>8}", ACCENT),
            )
        )


def _match_rows(sign: str, what: str, changes: MatchChanges, looks: Looks) -> Iterator[PanelRow]:
    if not changes.count:
        return
    also = "".join(f" · {n:,} also in {looks.title(name)}" for name, n in changes.also.items())
    yield PanelRow(
        (
            (f"{sign} {plural(changes.count, f'{what} match', f'{what} matches')}", BOLD),
            (also, MUTED),
        )
    )
    yield from (_context_row(each, looks) for each in changes.shown)
    if changes.count > len(changes.shown):
        more = f"  and {changes.count - len(changes.shown):,} more"
        yield PanelRow(((more, MUTED),))
    yield _GAP


def _context_row(change: MatchChange, looks: Looks) -> PanelRow:
    """`  … amid the political upheaval that has`, the match where a column begins."""
    line, style = change.line, looks.style(change.line.match.dimension)
    if line.match.negated:
        style = TextStyle(style.colour, style.background, style.attributes | {"strike"})
    also = tuple(part for name in change.also for part in ((" ●", looks.style(name)),))
    left = max((looks.width - cell_count(((line.text, PLAIN),)) - 2) // 2 - 1, 0)
    before = tail(line.left, left)
    right = max(looks.width - 2 - left - cell_count(((line.text, PLAIN), *also)), 0)
    parts: Line = (
        ("  ", PLAIN),
        (before, MUTED),
        (line.text, style),
        *also,
        (fit(line.right, right), MUTED),
    )
    return PanelRow(parts, PlaceTarget(line.article_id, line.match.start))


def _silent_rows(effect: EditEffect) -> Iterator[PanelRow]:
    for each in effect.silent:
        target = LineTarget(effect.lexicon.entry_line(each.dimension, each.entry) or 1)
        yield PanelRow(((each.entry, _WARNING), (" never occurs", PLAIN)), target)
        if each.nearest:
            near = f"  {each.nearest} stands in {plural(each.articles, 'article')}"
            yield PanelRow(((near, MUTED),), target)
    if effect.silent:
        yield _GAP


# Entries


def entry_rows(effect: EditEffect, looks: Looks) -> list[PanelRow]:
    """The entries of every dimension with their matches, the most frequent first."""
    rows: list[PanelRow] = []
    coded_width = 14 if looks.coded else 0
    width = max(looks.width - 8 - coded_width, 6)
    for dimension in effect.lexicon.dimensions:
        counts = {name: effect.entries.get((dimension.name, name), 0) for name in dimension.entries}
        total, silent = sum(counts.values()), sum(not n for n in counts.values())
        said = f"  {plural(total, 'match', 'matches')} · {silent:,} without"
        entries = f"  {plural(len(counts), 'entry', 'entries')}"
        title = (dimension.title or dimension.name, looks.style(dimension.name))
        rows += [PanelRow((title, (entries, MUTED))), PanelRow(((said, MUTED),))]
        for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
            coded = looks.coded.get((dimension.name, name))
            said = f"{coded.right}/{coded.fired} right" if coded else ""
            line: Line = (
                (fit(name, width), PLAIN if count else MUTED),
                (f"{count or '–':>7}" if not count else f"{count:>7,}", PLAIN),
                (fit(said, coded_width, right=True), MUTED),
            )
            target = LineTarget(effect.lexicon.entry_line(dimension.name, name) or 1)
            rows.append(PanelRow(line, target))
        rows.append(_GAP)
    return rows


def line_notes(effect: EditEffect, coded: Mapping[tuple[str, str], Coded]) -> dict[int, Line]:
    """By line of the text what its entries do: their matches, and what is new or never occurs."""
    lines: dict[int, list[tuple[str, str]]] = {}
    for dimension in effect.lexicon.dimensions:
        for name, entry in dimension.entries.items():
            lines.setdefault(entry.line, []).append((dimension.name, name))
    known = {(each.name, name) for each in effect.before.dimensions for name in each.entries}
    return {line: _note(found, effect, known, coded) for line, found in lines.items() if line}


def _note(
    entries: Sequence[tuple[str, str]],
    effect: EditEffect,
    known: Collection[tuple[str, str]],
    coded: Mapping[tuple[str, str], Coded],
) -> Line:
    counts = [effect.entries.get(each, 0) for each in entries]
    new = any(each not in known for each in entries)
    silent = counts.count(0)
    parts: list[tuple[str, TextStyle]] = [("NEW ", ACCENT)] if new else []
    if len(entries) == 1 and (found := coded.get(entries[0])):
        parts.append((f"{found.right}/{found.fired} right  ", MUTED))
    if not sum(counts):
        parts.append(("never occurs" if len(entries) == 1 else "never occur", _WARNING))
    else:
        silent_said = f"{silent} never, " if silent else ""
        parts.append((f"{silent_said}{plural(sum(counts), 'match', 'matches')}", MUTED))
    return tuple(parts)


# Suggestions


_KINDS = {
    "inflection": "Other forms of its words",
    "collocate": "Words beside its matches",
    "phrase": "Phrases around its matches",
    "neighbour": "Words used like its words",
}


def suggestion_rows(suggestions: Suggestions, looks: Looks) -> list[PanelRow]:
    """What a dimension may lack, each with one place where it stands."""
    rows: list[PanelRow] = []
    last = ""
    for each in suggestions.found:
        found = each.candidate
        if found.kind != last:
            rows += [_GAP] if rows else []
            rows.append(PanelRow(((_KINDS[found.kind], BOLD),)))
            last = found.kind
        said = f"{found.places:,} in {plural(found.articles, 'article')}"
        width = max(looks.width - 2 - len(said), 4)
        rows.append(
            PanelRow(
                (("  ", PLAIN), (fit(found.text, width), ACCENT), (said, MUTED)),
                TermTarget(suggestions.dimension, found.text),
            )
        )
        for line in each.contexts[:1]:
            context = f"    {line.left}{line.text}{line.right}"
            target = PlaceTarget(line.article_id, line.match.start)
            rows.append(PanelRow(((fit(context, looks.width), MUTED),), target))
    notes = [PanelRow(((note, MUTED),)) for note in suggestions.notes]
    return rows + notes or [PanelRow((("Nothing was found.", PLAIN),))]


# A sentence


def tried_line(profile: Profile, looks: Looks) -> Line:
    """`[upheaval] Risk  [failure] Risk, negated by “not”`: what was found in a sentence."""
    text = profile.article.text
    parts = [part for match in profile.matches for part in _tried_part(match, text, looks)]
    return tuple(parts) or (("No match.", MUTED),)


def _tried_part(match: Match, text: str, looks: Looks) -> Iterator[tuple[str, TextStyle]]:
    said = f" {looks.title(match.dimension)}"
    spans = match.own or ((match.start, match.end),)
    yield (
        "[" + " … ".join(text[start:end] for start, end in spans) + "]",
        looks.style(match.dimension),
    )
    if match.negated:
        words = ", ".join(text[start:end] for start, end in match.negators)
        said += f", negated by “{words}”"
        said += "" if match.counted else ", not counted"
    yield said + "  ", MUTED
