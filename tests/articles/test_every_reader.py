"""Laws of all readers: every document is taken or told, and so is every field."""

from __future__ import annotations

import gzip
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import Options, find_files, read
from framing.articles.readers import READERS, LeftOutError
from framing.errors import ReadError
from framing.model import Draft
from tests.articles.writers import WRITERS, Made, Writer
from tests.laws import examples

WORDS = st.sampled_from(
    ("harbour", "quay", "cranes", "money", "Grüße", "peña", "“grants”", "R&D", "<b>", "5%", "it's")
)
SENTENCE = st.lists(WORDS, min_size=6, max_size=14).map(lambda words: f"The {' '.join(words)} end.")
TEXT = st.lists(SENTENCE, min_size=1, max_size=4).map("\n\n".join)
BLANK = st.sampled_from(("", " ", "\n\n"))
GIVEN = {
    "title": st.lists(WORDS, min_size=2, max_size=4).map(lambda words: f"Plan {' '.join(words)}"),
    "source": st.sampled_from(("The Daily", "Ζeitung, Süd", "A; B")),
    "published": st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(str),
    "author": st.sampled_from(("Ann Example", "Zoë Núñez")),
    "url": st.sampled_from(("https://example.org/a?b=1&c=2", "http://example.org/ü")),
    "language": st.sampled_from(("en", "de-AT")),
    "desk": st.sampled_from(("Economy", "Local & Co", "=1+1")),
}
TOLD = re.compile(
    r"^(\d+) of \d+ (?:entries hold no text|parts of the book)|(\d+) pages (?:that cannot|of fewer)"
)
"""How many documents a reader says that it left out."""


def made(writer: Writer) -> st.SearchStrategy[list[Made]]:
    """Articles for one file, some of them with a title alone; the first has a text."""
    given = st.fixed_dictionaries({}, optional={name: GIVEN[name] for name in writer.holds})
    full = st.builds(Made, TEXT, given).map(partial(lengthened, writer.shortest))
    if not writer.many:
        return full.map(lambda each: [each])
    blank = st.builds(Made, BLANK, st.fixed_dictionaries({"title": GIVEN["title"]}))
    return st.builds(lambda first, rest: [first, *rest], full, st.lists(full | blank, max_size=5))


def lengthened(shortest: int, article: Made) -> Made:
    """With as many characters more in parts that all differ: a page tells a repeated one once."""
    parts = article.text.split("\n\n")
    more = [f"Part {each}. {parts[0]}" for each in range(-(-shortest // len(parts[0])))]
    return replace(article, text="\n\n".join([*parts, *more]))


def taken(path: Path, told: list[ReadError]) -> list[Draft]:
    """The drafts of all files at a path; what is left out goes to `told`."""
    options = Options(skip_bad_rows=True)
    found = find_files([str(path)], options)
    assert not found.refused
    return [draft for file in found.files for draft in read(file, options, told.append)]


def missing(told: list[ReadError]) -> int:
    """How many documents were told to be left out."""
    left = [error.what for error in told if isinstance(error, LeftOutError)]
    counts = [int(each or 0) for what in left for found in TOLD.findall(what) for each in found]
    return len(told) - len(left) + sum(counts)


def held(draft: Draft) -> set[str]:
    """Every value of a draft, on one line."""
    fields = (draft.title, draft.source, draft.published, draft.author, draft.url, draft.language)
    return {" ".join(value.split()) for value in (*fields, *draft.meta.values())}


@pytest.mark.parametrize("name", WRITERS)
@examples(60)
@given(st.data())
def test_each_document_and_each_field_is_taken_or_told(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    writer = WRITERS[name]
    articles = data.draw(made(writer))
    path = tmp_path_factory.mktemp("made") / f"file{writer.suffix}"
    path.write_bytes(writer.write(articles))
    told: list[ReadError] = []
    drafts = taken(path, told)
    assert len(drafts) + missing(told) == len(articles)
    full = [each for each in articles if each.text.strip()]
    for draft, article in zip(drafts, full, strict=True):
        assert not {" ".join(value.split()) for value in article.given.values()} - held(draft)


@pytest.mark.parametrize("name", WRITERS)
@examples(30)
@given(st.data())
def test_a_packed_file_holds_the_same(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    writer = WRITERS[name]
    content = writer.write(data.draw(made(writer)))
    folder = tmp_path_factory.mktemp("packed")
    plain, packed, archive = (folder / f"a{writer.suffix}{end}" for end in ("", ".gz", ".zip"))
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made_archive:
        made_archive.writestr(f"in/a{writer.suffix}", content)
    archive.write_bytes(stream.getvalue())
    texts = [[draft.text for draft in taken(path, [])] for path in (plain, packed, archive)]
    assert texts[0] == texts[1] == texts[2]
    assert texts[0]


def test_every_format_has_a_writer() -> None:
    """But `web`, which reads what `html` does by another library."""
    assert {name.split()[0] for name in WRITERS} == set(READERS) - {"web"}
