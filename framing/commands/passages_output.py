"""The passages part of `compare`: what two articles both say, and what only one of them does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from framing.commands.output import Cell, print_table
from framing.export.table_data import Row, columns, row_of
from framing.visible import write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.comparing.article_sentences import Sentence
    from framing.comparing.linked_passages import Link, Passages
    from framing.model import Profile

_MOST = 40
_WIDEST = 110

_METHOD = (
    "linked: TF-IDF cosine {0} or more, each the other's nearest; only in one: no counterpart above"
    " {0}, though it may say the same in other words"
)
_NOTES = {
    "no words": "an article without words has no passages to compare",
    "no shared words": "the two articles share no words",
    "same words": "the two articles have the same words: nothing stands in one of them only",
}


def print_passages(a: Profile, b: Profile) -> None:
    """Print the linked sentences, and those with framing that stand in one article only."""
    from framing.comparing.linked_passages import link

    found = link(a, b)
    write_line("")
    write_line(f"passages: {_summary(found)}")
    write_line(_NOTES.get(found.note) or _METHOD.format(_short(found.threshold)))
    if found.note != "same words":
        _print_linked(a, b, found.linked)
        _print_alone("A", a, found.only_a)
        _print_alone("B", b, found.only_b)


def _summary(found: Passages) -> str:
    linked = plural(len(found.linked), "pair")
    alone = f"{plural(len(found.only_a), 'sentence')} only in A, {len(found.only_b)} only in B"
    near = f"; {found.near} near one that has a nearer" if found.near else ""
    return f"{linked} of sentences linked, {alone}{near}"


def _short(similarity: float) -> str:
    """`.25`, `1.00`."""
    return f"{similarity:.2f}".removeprefix("0")


def _print_linked(a: Profile, b: Profile, linked: Sequence[Link]) -> None:
    if not linked:
        return
    write_line("")
    rows: list[Sequence[Cell]] = []
    for each in linked[:_MOST]:
        rows.append((_short(each.similarity), "A", _framing(each.a), _text(a, each.a)))
        rows.append(("", "B", _framing(each.b), _text(b, each.b)))
    print_table(["linked", "in", "framing", "text"], rows, {"text": _WIDEST})
    if len(linked) > _MOST:
        write_line(f"and {len(linked) - _MOST} more pairs (--json has all)")


def _print_alone(letter: str, profile: Profile, alone: Sequence[Sentence]) -> None:
    """Those with matches that count, the most of them first; of the others their number."""
    framed = [each for each in alone if each.weight]
    if framed:
        write_line("")
        rows = [(_framing(each), _text(profile, each)) for each in framed[:_MOST]]
        print_table([f"only in {letter}", "text"], rows, {"text": _WIDEST})
    more, rest = max(0, len(framed) - _MOST), len(alone) - len(framed)
    if more:
        write_line(f"and {more} more with matches (--json has all)")
    if rest:
        write_line(f"only in {letter}, without matches: {plural(rest, 'sentence')}")


def _framing(sentence: Sentence) -> str:
    """`risk 2, state_support 1`: the matches that rates count."""
    counts = Counter(match.dimension for match in sentence.matches if match.counted)
    return ", ".join(f"{dimension} {count}" for dimension, count in counts.most_common())


def _text(profile: Profile, sentence: Sentence) -> str:
    return " ".join(profile.article.text[sentence.start : sentence.end].split())


def passages_of(a: Profile, b: Profile) -> Mapping[str, Mapping[str, object]]:
    """The passages that hold a match of a dimension, by dimension, for `--json`."""
    from framing.comparing.linked_passages import link

    found = link(a, b)
    return {
        score.dimension: {
            "threshold": found.threshold,
            "note": found.note or None,
            "linked": [
                {
                    "similarity": each.similarity,
                    "a": _row(a, each.a, score.dimension),
                    "b": _row(b, each.b, score.dimension),
                }
                for each in found.linked
                if _has(each.a, score.dimension) or _has(each.b, score.dimension)
            ],
            "only_a": _rows(a, found.only_a, score.dimension),
            "only_b": _rows(b, found.only_b, score.dimension),
        }
        for score in a.scores
    }


def _has(sentence: Sentence, dimension: str) -> bool:
    return any(match.dimension == dimension for match in sentence.matches)


def _rows(profile: Profile, sentences: Sequence[Sentence], dimension: str) -> list[Row]:
    return [_row(profile, each, dimension) for each in sentences if _has(each, dimension)]


_MATCH = columns("entry", "start", "end", "counted")


def _row(profile: Profile, sentence: Sentence, dimension: str) -> Row:
    own = (match for match in sentence.matches if match.dimension == dimension)
    return {
        "start": sentence.start,
        "end": sentence.end,
        "text": profile.article.text[sentence.start : sentence.end],
        "matches": [row_of(_MATCH, match) for match in own],
    }
