"""Texts that are no exports, or of none that is known: they stay one article."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.articles import File, Options, read
from framing.errors import ReadError
from tests.articles.exports.writing import STORIES, drafts, nexis_print, ruled

PROSE = (
    "The harbour board said on Monday that it would lend money to the yards, and nobody asked "
    "where it comes from.\n\nThe unions agree with the plan and say so."
)
ORDINARY = {
    "the mark of Nexis in a sentence": f"{PROSE}\n\nThe printout said 1 of 3 DOCUMENTS on top.\n",
    "the mark of Nexis on a line": f"{PROSE}\n\n1 of 3 DOCUMENTS\n\nThat is what it said.\n",
    "two marks of Nexis": f"1 of 2 DOCUMENTS\n\n{PROSE}\n\n2 of 2 DOCUMENTS\n\n{PROSE}\n",
    "a whole document of Nexis": f"{PROSE}\n\n{nexis_print(STORIES)}",
    "pictures": "".join(f"{PROSE}\n\n{n} of 3\n\n" for n in (1, 2, 3)),
    "a rule": f"{PROSE}\n\n{'_' * 60}\n\n{PROSE}\n",
    "rules around a box": f"{PROSE}\n{'=' * 40}\nAT A GLANCE\n{'=' * 40}\n{PROSE}\n",
    "a rule and a day": f"{PROSE}\n\n{'-' * 30}\n\nUpdated\n9 February 2025\n",
    "an end": f"{PROSE}\n\nEnd of Document\n",
    "an article on databases": f"{PROSE}\n\nLENGTH: 30 words\n\nThat line says how long it is.\n",
    "an accession number": f"{PROSE}\n\nDocument HARB000020250209e00000001\n\n{PROSE}",
    "a full text": f"{PROSE}\n\nFull text: see below. ProQuest has it.\n\n{PROSE}",
    "a newspaper and a day": f"{PROSE}\n\nThe Harbour Post (Leith) - February 9, 2025\n\n{PROSE}",
    "a newspaper, a day and a standard": f"{PROSE}\n\nThe Harbour Post (Leith) - February 9, 2025"
    f"\n\n{PROSE}\n\nOpenURL is a standard, they say.\n",
    "rules and one part without a day": ruled(STORIES).replace("10 February 2025", "Monday"),
    "numbered pages": "".join(f"{PROSE}\n\nPage {n} of 3\n\n" for n in (1, 2, 3)),
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_an_article_that_shows_a_sign_stays_one(tmp_path: Path, text: str, name: str) -> None:
    if name == "a.html":
        paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n\n") if each.strip())
        (draft,) = drafts(tmp_path, f"<html><body>{paragraphs}</body></html>", [], name)
        assert draft.text
    else:
        (draft,) = drafts(tmp_path, text, [])
        assert draft.text == text
    assert draft.line == 0


UNKNOWN = {
    "numbered headings": "".join(f"Article {n} of 3\n\n{PROSE}\n\n" for n in (1, 2, 3)),
    "ends of documents": f"{PROSE}\n\nEnd of Document\n\n{PROSE}\n\nEnd of Document\n",
    "counts of words": f"{PROSE}\n\nLength: 30 words\n\n{PROSE}\n\nLength: 40 words\n\n",
    "headlines as fields": f"Headline: Yards\n{PROSE}\n\nHeadline: Ports\n{PROSE}\n",
    "rows of one sign": f"{PROSE}\n{'=' * 40}\n" * 3,
}


@pytest.mark.parametrize("seen", UNKNOWN)
def test_many_signs_of_no_known_layout_are_told_once(tmp_path: Path, seen: str) -> None:
    told: list[ReadError] = []
    (draft,) = drafts(tmp_path, UNKNOWN[seen], told)
    assert draft.text == UNKNOWN[seen]
    (remark,) = told
    assert seen in str(remark)
    assert "it may hold several articles" in str(remark)


@pytest.mark.parametrize("seen", ORDINARY)
def test_little_is_not_told(tmp_path: Path, seen: str) -> None:
    told: list[ReadError] = []
    drafts(tmp_path, ORDINARY[seen], told)
    assert not told or seen in ("two marks of Nexis", "a whole document of Nexis")


def test_what_the_user_says_fills_in_what_documents_leave_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(nexis_print(STORIES))
    first = next(read(File("a.txt", path), Options(source="Said", url="https://example.org")))
    assert (first.source, first.url) == ("The Harbour Post", "https://example.org")


def test_what_the_user_says_of_a_file_of_one_document_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(nexis_print(STORIES[:1]))
    (alone,) = read(File("a.txt", path), Options(source="Said"))
    assert alone.source == "Said"


def test_a_map_names_the_field_of_an_export(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(nexis_print(STORIES))
    first = next(read(File("a.txt", path), Options(map={"published": "load_date"})))
    assert first.published == "February 9, 2025"
