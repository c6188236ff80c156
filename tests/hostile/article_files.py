"""Hostile files of articles in every format that is read, and what is right of each."""

from __future__ import annotations

from functools import partial

from tests.articles.writers import WRITERS
from tests.hostile.article_documents import DOCUMENTS, PACKED
from tests.hostile.article_texts import ENCODINGS, MARKDOWN, OBJECTS, PAGES, TABLES
from tests.hostile.articles_made import BODY, EVERY_BYTE, MARKUP, STEERS, WORSE, article
from tests.hostile.outcome import Case, Refuses, Takes

ONLY_XML = ("docx", "odt", "excel", "feed", "epub")
"""Formats whose writers, or which themselves, cannot hold C0."""
UNABLE = ("pdf", "markdown")
"""Made by hand below: the PDF has no font for it, front matter needs quotes that pair."""


def _steering(name: str) -> Case:
    writer = WRITERS[name]
    given = article(STEERS if name in ONLY_XML else WORSE)
    return Case(f"a{writer.suffix}", partial(writer.write, [given]), Takes("Part 11. The harbour"))


STEERING = {f"{name}: what steers": _steering(name) for name in WRITERS if name not in UNABLE}

EMPTY = {
    f"{name}: empty": Case(f"a{writer.suffix}", b"", Refuses("the file is empty"))
    for name, writer in WRITERS.items()
}

JUNK = {
    f"{name}: every byte": Case(f"a{writer.suffix}", EVERY_BYTE, Refuses("a."))
    for name, writer in WRITERS.items()
}
"""Every format has its own words for it; the line names the file."""

PROSE = {
    f"{name}: prose": Case(f"a{WRITERS[name].suffix}", f"{BODY}\n", Refuses(why))
    for name, why in {
        "csv": "text",
        "jsonl": "JSON",
        "json": "JSON",
        "docx": "no document",
        "odt": "no document",
        "rtf": "RTF",
        "pdf": "PDF",
        "mbox": "mbox",
        "mhtml": "no message",
        "webarchive": "Safari",
        "excel": "no document",
        "parquet": "Parquet",
        "feed": "XML",
        "warc": "WARC",
        "epub": "no document",
    }.items()
}


def _half(name: str) -> bytes:
    content = WRITERS[name].write([article(MARKUP)] * 2)
    return content[: len(content) * 3 // 4]


CUT = {
    f"{name}: cut in half": Case(f"a{WRITERS[name].suffix}", partial(_half, name), Refuses(why))
    for name, why in {
        "jsonl": "JSON",
        "json": "no JSON",
        "docx": "damaged",
        "odt": "damaged",
        "webarchive": "Safari",
        "excel": "damaged",
        "parquet": "damaged",
        "epub": "damaged",
        "feed": "XML is broken",
        "warc": ":2: the record is cut off",
    }.items()
}

CASES: dict[str, Case] = {
    **STEERING,
    **EMPTY,
    **JUNK,
    **PROSE,
    **CUT,
    **ENCODINGS,
    **TABLES,
    **OBJECTS,
    **MARKDOWN,
    **PAGES,
    **PACKED,
    **DOCUMENTS,
}
"""By what is wrong with the file."""
