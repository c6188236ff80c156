"""An article's text cut into lines and pieces, each piece with the matches that stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Protocol

from framing.model import Match, Profile
from framing.report.page import kind_of, style


@dataclass(frozen=True, slots=True)
class Sign:
    """The digit behind the last words of a match, which leads to its entry."""

    digit: int
    """The number of its dimension."""
    anchor: str
    """Of its entry."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on which the same matches stand; none where it has no title."""

    text: str
    classes: str = ""
    """How it is marked: `d1 also-d3 negated quoted`."""
    title: str = ""
    """Dimension, entry, voice and negation of every match on it."""
    begins: tuple[int, ...] = ()
    """The numbers of the matches that begin here."""
    signs: tuple[Sign, ...] = ()
    """Of those that end here."""
    rule: str = ""
    """What left it out of every count; empty where it counts."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text, or lines that follow each other and do not count."""

    start: int
    lines: tuple[tuple[Piece, ...], ...]
    rules: tuple[str, ...] = ()
    """What left them out; empty for a line that counts."""


class Marks(Protocol):
    """What the marks of a page say of entries."""

    def digit(self, dimension: str) -> int:
        """The number of a dimension."""

    def anchor(self, dimension: str, entry: str) -> str:
        """Where the lines of an entry stand."""


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    number: int
    match: Match


def blocks(profile: Profile, marks: Marks) -> list[Block]:
    """The lines of the text that hold anything."""
    found: list[Block] = []
    for is_out, group in groupby(_lines(profile, marks), key=_is_out):
        lines = list(group)
        if is_out:
            rules = dict.fromkeys(each.rule for _, line in lines for each in line if each.rule)
            found.append(Block(lines[0][0], tuple(line for _, line in lines), tuple(rules)))
        else:
            found.extend(Block(start, (line,)) for start, line in lines)
    return found


_Line = tuple[int, tuple[Piece, ...]]
"""Where a line begins, and its pieces."""


def _is_out(line: _Line) -> bool:
    """Whether nothing of it counts."""
    return all(piece.rule or not piece.text.strip() for piece in line[1])


def _lines(profile: Profile, marks: Marks) -> Iterator[_Line]:
    """The lines that are not blank."""
    start = at = 0
    own: list[Piece] = []
    for piece in (*_pieces(profile, marks), Piece("\n")):
        at += len(piece.text)
        if piece.text != "\n":
            own.append(piece)
            continue
        if any(each.text.strip() for each in own):
            yield start, tuple(own)
        start, own = at, []


def _pieces(profile: Profile, marks: Marks) -> Iterator[Piece]:
    """The whole text, cut where a line, a match or an excluded span begins or ends."""
    text, excluded = profile.article.text, profile.article.excluded
    places = sorted(
        (
            _Place(start, end, number, match)
            for number, match in enumerate(profile.matches)
            for start, end in match.own or ((match.start, match.end),)
        ),
        key=lambda each: (each.start, each.end, each.number),
    )
    breaks = [at for at, character in enumerate(text) if character == "\n"]
    cuts = {0, len(text), *breaks, *(at + 1 for at in breaks)}
    cuts.update(edge for each in places for edge in (each.start, each.end))
    cuts.update(edge for each in excluded for edge in (each.start, each.end))
    standing: list[_Place] = []
    next_place = next_cut = 0
    for start, end in pairwise(sorted(cuts)):
        standing = [each for each in standing if each.end > start]
        while next_place < len(places) and places[next_place].start <= start:
            standing.append(places[next_place])
            next_place += 1
        while next_cut < len(excluded) and excluded[next_cut].end <= start:
            next_cut += 1
        is_out = next_cut < len(excluded) and excluded[next_cut].start <= start
        rule = excluded[next_cut].rule if is_out else ""
        yield _piece(text[start:end], start, end, standing, marks, rule)


def _piece(text: str, start: int, end: int, places: list[_Place], marks: Marks, rule: str) -> Piece:
    if not places:
        return Piece(text, rule=rule)
    numbers = list(dict.fromkeys(marks.digit(each.match.dimension) for each in places))
    classes = [f"d{style(numbers[0])}", *(f"also-d{style(each)}" for each in numbers[1:2])]
    classes += ["negated"] * any(each.match.negated for each in places)
    classes += ["quoted"] * any(each.match.voice == "quote" for each in places)
    titles = dict.fromkeys(
        f"{marks.digit(each.match.dimension)} {each.match.dimension}: {each.match.entry}"
        f" ({kind_of(each.match)})"
        for each in places
    )
    return Piece(
        text,
        " ".join(classes),
        "; ".join(titles),
        tuple(each.number for each in places if start == _first(each.match)),
        tuple(
            Sign(
                marks.digit(each.match.dimension),
                marks.anchor(each.match.dimension, each.match.entry),
            )
            for each in places
            if end == _last(each.match)
        ),
        rule,
    )


def _first(match: Match) -> int:
    return min((start for start, _ in match.own), default=match.start)


def _last(match: Match) -> int:
    return max((end for _, end in match.own), default=match.end)
