"""Writes the codebook of a sheet: how to fill it in, and what counts as each dimension.

It says what the lexicon's author wants coded, or claims where no definition is given, with the
lexicon's examples, and nothing of what the lexicon finds in the sheet; an example that stands in
the sheet is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TextIO

from framing.lexicons import Dimension, Lexicon
from framing.visible import visible_line

if TYPE_CHECKING:
    from framing.library import Sample, SampleKind

_EXAMPLES = 6
"""Of what counts and of what does not, in each dimension."""
_MARKUP = re.compile(r"[\\`*_\[\]<>#|]")
_RULES = """\
# Codebook

## How to fill in the sheet

{rows}
- Work alone, on a copy of the sheet that is called after you: `anna.csv`. Talk about single rows
  only when all copies are done.
- Leave a cell empty where you cannot tell, or have not come to it. A sheet can be handed in half
  filled, and again later.
- Leave `unit` and `text` as they are. Rows may be sorted, and columns added.
- Save as CSV; `framing code import anna.csv` takes it in.
"""


class _Rows(NamedTuple):
    """What is said of the rows of a sheet."""

    unit: str
    rules: str


_ROWS: Mapping[SampleKind, _Rows] = {
    "sentence": _Rows(
        "the sentence",
        """\
- Each row is one sentence, and each dimension has a column. Write 1 where the sentence has the
  dimension, 0 where it has not.
- Judge by the sentence alone, not by what you know of the event, and not by other rows.""",
    ),
    "match": _Rows(
        "the marked words",
        """\
- Each row is one place, marked `[[so]]` in its sentence. Write 1 into the column `code` where these
  words, as they stand there, have the dimension of the row, 0 where they have not.
- Judge the marked words in their sentence. It may have the dimension by other words.""",
    ),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """What coders are told of a dimension: the author's words, nothing of what was found."""

    dimension: str
    title: str
    question: str
    description: str
    count: tuple[str, ...]
    """Examples that count, none of them of the sample."""
    do_not: tuple[str, ...]


def write_codebook(sample: Sample, lexicons: Sequence[Lexicon], stream: TextIO) -> None:
    """Write the codebook of a sample as Markdown.

    `lexicons` are those that have its dimensions, with their examples where these are at hand.
    """
    stream.writelines(f"{line}\n" for line in _lines(sample, lexicons))


def definitions(sample: Sample, lexicons: Sequence[Lexicon]) -> Iterator[Definition]:
    """What counts as each dimension of a sample, in its order; `lexicons` as above."""
    known = {each.name: (each, lexicon) for lexicon in lexicons for each in lexicon.dimensions}
    texts = [_bare(unit.text) for unit in sample.units]
    for name in sample.dimensions:
        if name in known:
            yield _definition(*known[name], _ROWS[sample.kind].unit, texts)


def _lines(sample: Sample, lexicons: Sequence[Lexicon]) -> Iterator[str]:
    yield _RULES.format(rows=_ROWS[sample.kind].rules).rstrip()
    for each in definitions(sample, lexicons):
        name = visible_line(each.dimension).replace("`", "'")
        yield from ("", f"## {_plain(each.title)} (`{name}`)", "")
        yield f"**Question.** {_plain(each.question)}"
        if each.description:
            yield from ("", f"**What counts and what does not.** {_plain(each.description)}")
        for said, some in (("These count (1)", each.count), ("These do not (0)", each.do_not)):
            if some:
                yield from ("", f"**{said}:**", "", *(f"- {_plain(text)}" for text in some))


def _definition(
    dimension: Dimension, lexicon: Lexicon, unit: str, texts: Sequence[str]
) -> Definition:
    title, name = dimension.title or dimension.name, dimension.name
    shown = [each for each in lexicon.examples if not _stands_in(_bare(each.text), texts)]
    count, do_not = (
        tuple(each.text for each in shown if (name in each.match) is counts)[:_EXAMPLES]
        for counts in (True, False)
    )
    question = f"Is “{title}”, as it is described here, in {unit}?"
    told = dimension.definition or dimension.description
    return Definition(name, title, question, told, count, do_not)


def _stands_in(example: str, texts: Sequence[str]) -> bool:
    """Whether an example would give a code away, as a text of the sheet or a part of one."""
    return any(text in example or example in text for text in texts)


def _bare(text: str) -> str:
    """A text without the marks of a match, its spaces and its case."""
    return " ".join(text.replace("[[", "").replace("]]", "").casefold().split())


def _plain(text: str) -> str:
    """A text on one line, in which nothing is Markdown."""
    return _MARKUP.sub(r"\\\g<0>", visible_line(text)).strip()
