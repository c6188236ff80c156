"""What is written in a layout is read back, in every kind of file, and in linear time."""

from __future__ import annotations

import gzip
import re
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import Options, find_files, read
from framing.articles.intake import take
from framing.errors import ReadError
from framing.model import Draft
from tests.articles.documents import docx, odt, paragraph, pdf, zipped
from tests.articles.exports.writing import STORIES, WRITERS, Story, drafts
from tests.growth import Linear

WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéßøñ", min_size=2, max_size=9)
SENTENCES = st.lists(WORDS, min_size=4, max_size=20).map(
    lambda words: f"{words[0].capitalize()} {' '.join(words[1:])}."
)
NAMES = st.lists(WORDS, min_size=2, max_size=3).map(lambda words: " ".join(words).title())
STORY = st.builds(
    Story,
    title=st.lists(WORDS, min_size=4, max_size=9).map(lambda words: " ".join(words).capitalize()),
    paragraphs=st.lists(SENTENCES, min_size=1, max_size=5).map(tuple),
    source=NAMES.map("The {}".format),
    day=st.dates(date(1980, 1, 1), date(2030, 12, 31)),
    author=NAMES,
)


def check(found: Sequence[Draft], stories: Sequence[Story]) -> None:
    assert [draft.title for draft in found] == [story.title for story in stories]
    for draft, story in zip(found, stories, strict=True):
        assert re.split(r"\n+", draft.text.strip()) == list(story.paragraphs)
        assert draft.source == story.source
        assert take(draft).published == story.day.isoformat()


@pytest.mark.parametrize("layout", WRITERS)
@given(stories=st.lists(STORY, min_size=2, max_size=6, unique_by=lambda story: story.title))
def test_what_is_written_is_read_back(layout: str, stories: list[Story]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check(drafts(Path(folder), WRITERS[layout](stories)), stories)


def _lines(text: str) -> list[str]:
    return [escape(line.strip()) for line in text.split("\n") if line.strip()]


def _latin(text: str) -> str:
    return text.replace("(", "\\(").replace(")", "\\)")


def _pages(text: str) -> bytes:
    lines = list[str]()
    for line in text.split("\n"):
        *full, last = textwrap.wrap(line.strip(), 70) or [""]
        lines += [*full, *(textwrap.wrap(last, 45) if full else [last])]
    lines = list(filter(None, lines))
    return pdf(*("\n".join(map(_latin, lines[n : n + 40])) for n in range(0, len(lines), 40)))


KINDS: dict[str, Callable[[str], bytes]] = {
    "a.docx": lambda text: docx("".join(map(paragraph, _lines(text)))),
    "a.odt": lambda text: odt("".join(f"<text:p>{line}</text:p>" for line in _lines(text))),
    "a.rtf": lambda text: ("{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "}").encode("cp1252"),
    "a.html": lambda text: (
        "<html><body>" + "".join(f"<p>{line}</p>" for line in _lines(text)) + "</body></html>"
    ).encode(),
    "a.pdf": _pages,
    "a.txt": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
}


MANY = ["".join(letters) for letters in product("bdgkl", "aeiou", "mnr", "aeiou", "st")]
LONG = [
    replace(
        story,
        paragraphs=tuple(
            f"{each[:-1]}, {' '.join(MANY[(place * 211 + number * 97) % 700 :][:45])}."
            for number, each in enumerate(story.paragraphs)
        ),
    )
    for place, story in enumerate(STORIES)
]


@pytest.mark.parametrize("layout", [name for name in WRITERS if name != "ruled"])
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_can_be_an_export(tmp_path: Path, name: str, layout: str) -> None:
    check(drafts(tmp_path, KINDS[name](WRITERS[layout](LONG)), name=name), LONG)


@pytest.mark.parametrize("layout", WRITERS)
def test_packed_files_can_be_exports(tmp_path: Path, layout: str) -> None:
    text = WRITERS[layout](STORIES)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "b.zip").write_bytes(
        zipped({"x/one.txt": text, "x/two.docx": docx("".join(map(paragraph, _lines(text))))})
    )
    files = find_files([str(tmp_path)], Options()).files
    assert len(files) == 3
    for file in files:
        if layout != "ruled" or not file.name.endswith(".docx"):
            check(list(read(file, Options())), STORIES)


def test_the_line_of_a_document_is_where_it_begins(tmp_path: Path) -> None:
    text = WRITERS["nexis_print"](STORIES)
    lines = text.split("\n")
    for draft in drafts(tmp_path, text):
        assert "of 3 DOCUMENTS" in lines[draft.line - 1]
    paragraphs = _lines(text)
    for draft in drafts(tmp_path, KINDS["a.docx"](text), name="a.docx"):
        assert "of 3 DOCUMENTS" in paragraphs[draft.line - 1]


@pytest.mark.parametrize("layout", WRITERS)
def test_many_documents_take_time_in_proportion(
    tmp_path: Path, layout: str, linear: Linear
) -> None:
    def make(size: int) -> str:
        return WRITERS[layout]([*STORIES] * (size // 900 + 1))

    linear(lambda text: drafts(tmp_path, text), make, 1_000_000)


HOSTILE = {
    "ends": "End of Document\n",
    "ends with blanks": "End of Document\n\nBody\n\n",
    "marks": "1 of 3 DOCUMENTS\n",
    "marks and fields": "1 of 3 DOCUMENTS\n\nLENGTH: 3 words\nLOAD-DATE: x\n",
    "rules": "_" * 20 + "\n",
    "rules and days": "_" * 20 + "\nA\n9 February 2025\n",
    "texts": "Full text: \n",
    "named": "Publication info: x\nDatabase: ProQuest\n\n",
    "contacts": "Database: x\n\nContact us at: y\n\n",
    "accessions": "Document HARB000020250209e00000001\n",
    "codes": "HD  x\nLP  y\nAN  Document HARB000020250209e00000001\n",
    "anchors": "The Post (Leith) - February 9, 2025\n",
    "feet": "A (Leith) - May 9, 2025\nAuthor: x\nOpenURL Link\nCopyright\nCitation (x)\n\n",
    "fields": "Section: x\n\n",
    "classifications": "Classification\n\nEnd of Document\n",
    "one line": "1 of 3 DOCUMENTS ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("tail", ["", "\nBody\n\nx\n\nLoad-Date: x\n\nEnd of Document\n"])
def test_hostile_lines_take_time_in_proportion(
    tmp_path: Path, unit: str, tail: str, linear: Linear
) -> None:
    def work(text: str) -> None:
        drafts(tmp_path, text, list[ReadError]())

    linear(work, lambda size: unit * (size // len(unit) + 1) + tail, 1_000_000)


def test_a_document_of_sixteen_megabytes(tmp_path: Path) -> None:
    line = "The council lends money to the yards of the harbour, and it is a lot.\n\n"
    story = Story("A long one", (line * 230_000,))
    found = drafts(tmp_path, WRITERS["nexis"]([*STORIES, story]))
    assert len(found) == 4
    assert len(found[3].text) > 16_000_000
