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
    from framing.comparing.linked_passages import Link, Passages, Unlinked
    from framing.model import Profile

_MOST = 40
_WIDEST = 110

_METHOD = (
    "linked: TF-IDF cosine {0} or more, each the other's nearest; only in one: below {1} to all of"
    " the other article, which lacks most of its words; perhaps in both: what is between"
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
    thresholds = map(_short, (found.threshold, found.lower_threshold))
    write_line(_NOTES.get(found.note) or _METHOD.format(*thresholds))
    if found.note != "same words":
        _print_linked(a, b, found.linked)
        _print_only("A", a, found.only_a)
        _print_only("B", b, found.only_b)
        _print_perhaps("B", a, b, found.perhaps_a)
        _print_perhaps("A", b, a, found.perhaps_b)


def _summary(found: Passages) -> str:
    linked = plural(len(found.linked), "pair")
    alone = f"{plural(len(found.only_a), 'sentence')} only in A, {len(found.only_b)} only in B"
    perhaps = len(found.perhaps_a) + len(found.perhaps_b)
    unsure = f"; {perhaps} perhaps in both" if perhaps else ""
    near = f"; {found.near} near one that has a nearer" if found.near else ""
    return f"{linked} of sentences linked, {alone}{unsure}{near}"


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


def _print_only(letter: str, profile: Profile, alone: Sequence[Unlinked]) -> None:
    """Those with matches that count, the most of them first; of the others their number."""
    framed = [each.sentence for each in alone if each.sentence.weight]
    if framed:
        write_line("")
        rows = [(_framing(each), _text(profile, each)) for each in framed[:_MOST]]
        print_table([f"only in {letter}", "text"], rows, {"text": _WIDEST})
    _print_rest(f"only in {letter}", len(framed), len(alone))


def _print_perhaps(letter: str, own: Profile, other: Profile, alone: Sequence[Unlinked]) -> None:
    """The same of those that the other article may have, each with what is nearest to it there."""
    framed = [each for each in alone if each.sentence.weight]
    heading = f"perhaps also in {letter}"
    if framed:
        write_line("")
        rows: list[Sequence[Cell]] = []
        for each in framed[:_MOST]:
            rows.append(
                (_short(each.similarity), _framing(each.sentence), _text(own, each.sentence))
            )
            rows.append(("", f"nearest in {letter}", _text(other, *each.nearest)))
        print_table([heading, "framing", "text"], rows, {"text": _WIDEST})
    _print_rest(heading, len(framed), len(alone))


def _print_rest(heading: str, framed: int, alone: int) -> None:
    if framed > _MOST:
        write_line(f"and {framed - _MOST} more with matches (--json has all)")
    if alone > framed:
        write_line(f"{heading}, without matches: {plural(alone - framed, 'sentence')}")


def _framing(sentence: Sentence) -> str:
    """`risk 2, state_support 1`: the matches that rates count."""
    counts = Counter(match.dimension for match in sentence.matches if match.counted)
    return ", ".join(f"{dimension} {count}" for dimension, count in counts.most_common())


def _text(profile: Profile, *sentences: Sentence) -> str:
    texts = (profile.article.text[each.start : each.end] for each in sentences)
    return " ".join(" ".join(texts).split())


def passages_of(a: Profile, b: Profile) -> Mapping[str, Mapping[str, object]]:
    """The passages that hold a match of a dimension, by dimension, for `--json`."""
    from framing.comparing.linked_passages import link

    found = link(a, b)
    return {
        score.dimension: {
            "threshold": found.threshold,
            "lower_threshold": found.lower_threshold,
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
            "only_a": _rows(a, b, found.only_a, score.dimension),
            "only_b": _rows(b, a, found.only_b, score.dimension),
            "perhaps_a": _rows(a, b, found.perhaps_a, score.dimension),
            "perhaps_b": _rows(b, a, found.perhaps_b, score.dimension),
        }
        for score in a.scores
    }


def _has(sentence: Sentence, dimension: str) -> bool:
    return any(match.dimension == dimension for match in sentence.matches)


def _rows(own: Profile, other: Profile, alone: Sequence[Unlinked], dimension: str) -> list[Row]:
    """Sentences without a counterpart, each with what is nearest to it in the other article."""
    return [
        _row(own, each.sentence, dimension)
        | {
            "similarity": each.similarity,
            "nearest": [
                {**row_of(_PLACE, near), "text": other.article.text[near.start : near.end]}
                for near in each.nearest
            ],
        }
        for each in alone
        if _has(each.sentence, dimension)
    ]


_PLACE = columns("start", "end")
_MATCH = columns("entry", "start", "end", "counted")


def _row(profile: Profile, sentence: Sentence, dimension: str) -> Row:
    own = (match for match in sentence.matches if match.dimension == dimension)
    return {
        **row_of(_PLACE, sentence),
        "text": profile.article.text[sentence.start : sentence.end],
        "matches": [row_of(_MATCH, match) for match in own],
    }
