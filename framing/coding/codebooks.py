"""Writes the codebook of a sheet: how to fill it in, and what counts as each dimension.

It says what the lexicon's author wants coded, or claims where no definition is given, with the
lexicon's examples, and nothing of what the lexicon finds in the sheet; an example that stands in
the sheet is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from framing.lexicons import Dimension, Example, Lexicon
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


def write_codebook(sample: Sample, lexicons: Sequence[Lexicon], stream: TextIO) -> None:
    """Write the codebook of a sample as Markdown.

    `lexicons` are those that have its dimensions, with their examples where these are at hand.
    """
    stream.writelines(f"{line}\n" for line in _lines(sample, lexicons))


def _lines(sample: Sample, lexicons: Sequence[Lexicon]) -> Iterator[str]:
    rows = _ROWS[sample.kind]
    yield _RULES.format(rows=rows.rules).rstrip()
    known = {each.name: (each, lexicon) for lexicon in lexicons for each in lexicon.dimensions}
    texts = [_bare(unit.text) for unit in sample.units]
    for name in sample.dimensions:
        if name in known:
            dimension, lexicon = known[name]
            yield from _definition(dimension, rows.unit)
            yield from _examples(name, lexicon.examples, texts)


def _definition(dimension: Dimension, unit: str) -> Iterator[str]:
    title = _plain(dimension.title or dimension.name)
    name = visible_line(dimension.name).replace("`", "'")
    yield from ("", f"## {title} (`{name}`)", "")
    yield f"**Question.** Is “{title}”, as it is described here, in {unit}?"
    if told := dimension.definition or dimension.description:
        yield from ("", f"**What counts and what does not.** {_plain(told)}")


def _examples(name: str, examples: Sequence[Example], texts: Sequence[str]) -> Iterator[str]:
    shown = [each for each in examples if not _stands_in(_bare(each.text), texts)]
    for said, counts in (("These count (1)", True), ("These do not (0)", False)):
        some = [each.text for each in shown if (name in each.match) is counts][:_EXAMPLES]
        if some:
            yield from ("", f"**{said}:**", "", *(f"- {_plain(text)}" for text in some))


def _stands_in(example: str, texts: Sequence[str]) -> bool:
    """Whether an example would give a code away, as a text of the sheet or a part of one."""
    return any(text in example or example in text for text in texts)


def _bare(text: str) -> str:
    """A text without the marks of a match, its spaces and its case."""
    return " ".join(text.replace("[[", "").replace("]]", "").casefold().split())


def _plain(text: str) -> str:
    """A text on one line, in which nothing is Markdown."""
    return _MARKUP.sub(r"\\\g<0>", visible_line(text)).strip()
