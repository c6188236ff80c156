"""ProQuest as text and as web page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing.articles.intake import take
from framing.errors import ReadError
from tests.articles.exports.writing import STORIES, drafts, proquest

RULE = "_" * 60


def check(tmp_path: Path, text: str, name: str = "a.txt") -> None:
    found = drafts(tmp_path, text, name=name)
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    for draft, story in zip(found, STORIES, strict=True):
        article = take(draft)
        assert (article.source, article.author) == (story.source, story.author)
        assert article.published == story.day.isoformat()
        assert draft.text.split("\n\n") == list(story.paragraphs)
        assert draft.meta["document_id"].startswith("10")


def test_numbered_documents(tmp_path: Path) -> None:
    check(tmp_path, proquest(STORIES))


def test_documents_parted_by_rules_alone(tmp_path: Path) -> None:
    text = re.sub(r"Document \d of 3\n\n", "", proquest(STORIES))
    tail = f"\n\n{RULE}\n\nContact us at: https://example.org Copyright © 2025 ProQuest LLC.\n"
    check(tmp_path, text + tail)


def test_fields_right_below_the_text(tmp_path: Path) -> None:
    text = re.sub(r"\n\n(?=[A-Z][\w ]+: )", "\n", proquest(STORIES))
    check(tmp_path, text)


def test_the_line_of_publication_alone_tells_source_and_day(tmp_path: Path) -> None:
    text = re.sub(r"Publication (title|date): .*\n\n|Pages: .*\n\n", "", proquest(STORIES))
    check(tmp_path, text)
    assert drafts(tmp_path, text)[1].meta["page"] == "A.2"


def test_a_rule_inside_a_text_parts_nothing(tmp_path: Path) -> None:
    rule = f"\n\n{RULE}\n\nUnions agree."
    text = re.sub(r"Document \d of 3\n\n", "", proquest(STORIES)).replace("\n\nUnions agree.", rule)
    found = drafts(tmp_path, text)
    assert len(found) == 3
    assert found[0].text.endswith("Unions agree.")


def test_a_web_page(tmp_path: Path) -> None:
    parts = proquest(STORIES).split(RULE)[1:]
    body = ""
    for part in parts:
        lines = [line for line in part.strip().split("\n\n") if not line.startswith("Document ")]
        lines = [re.sub(r"^([A-Z][\w ]+): ", r"<strong>\1: </strong>", line) for line in lines]
        body += "<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>\n"
    check(
        tmp_path, f"<html><head><title>ProQuest</title></head><body>{body}</body></html>", "a.html"
    )


def test_a_document_of_which_only_the_abstract_is_there(tmp_path: Path) -> None:
    text = proquest(STORIES).replace("Full text: " + "\n\n".join(STORIES[2].paragraphs), "")
    with pytest.raises(ReadError, match=r"Grain prices fall again.* no text"):
        drafts(tmp_path, text)


def test_a_german_surface(tmp_path: Path) -> None:
    one = (
        f"{RULE}\n\nDokument 1 von 2\n\nDie Stadt leiht Geld\n\nAutor: Vogt, Ina\n\n"
        "ProQuest-Dokument-Link\n\nZusammenfassung: Es geht um Werften.\n\n"
        "Volltext: Die Stadt leiht Werften Geld.\n\nThema: Häfen\n\n"
        "Titel: Die Stadt leiht Geld\n\nTitel der Publikation: Hafen-Bote; Bremen\n\n"
        "Veröffentlichungsdatum: 9. Februar 2025\n\nProQuest-Dokument-ID: 77\n\n"
        "Datenbank: ProQuest Central\n\n"
    )
    found = drafts(tmp_path, one + one.replace("Dokument 1 von", "Dokument 2 von"))
    assert len(found) == 2
    assert found[0].text == "Die Stadt leiht Werften Geld."
    assert (found[0].source, found[0].published) == ("Hafen-Bote", "9. Februar 2025")
    assert (found[0].title, found[0].author) == ("Die Stadt leiht Geld", "Vogt, Ina")


def test_the_address_of_the_database_below_the_last_document_hides_none(tmp_path: Path) -> None:
    tail = f"\n\n{RULE}\n\nContact ProQuest\nCopyright © 2025 ProQuest LLC.\n"
    check(tmp_path, proquest(STORIES) + tail)


def test_spanish_fields(tmp_path: Path) -> None:
    def document(number: int) -> str:
        return (
            f"{RULE}\n\nDocumento {number} de 2\n\nEl muelle {number}\n\nAutor: Roca, Ana\n\n"
            f"Enlace de documentos de ProQuest\n\nTexto completo: El muelle crece {number}.\n\n"
            "Título de publicación: El Puerto\n\nFecha de publicación: Feb 9, 2025\n\n"
            f"ID del documento de ProQuest: {number}\n\nBase de datos: ProQuest Central\n\n"
        )

    found = drafts(tmp_path, document(1) + document(2))
    assert [draft.text for draft in found] == ["El muelle crece 1.", "El muelle crece 2."]
    assert [draft.source for draft in found] == ["El Puerto"] * 2


def test_a_text_that_is_not_available_is_none(tmp_path: Path) -> None:
    text = re.sub(
        r"Full text: .*?\n\n(?=\w+: |\w+ \w+: )",
        "Full text: Not available\n\n",
        proquest(STORIES[:1]),
        flags=re.DOTALL,
    )
    with pytest.raises(ReadError, match="has no text"):
        drafts(tmp_path, text)


def test_headings_in_capitals(tmp_path: Path) -> None:
    text = re.sub(r"Document \d of 3\n\n", "", proquest(STORIES))
    text = text.replace("Full text: ", "FULL TEXT\n")
    text = re.sub(r"(?<=\n\n)(?=Subject: )", "DETAILS\n", text)
    check(tmp_path, text)
