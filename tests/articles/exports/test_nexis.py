"""Nexis: the print view with “1 of 3 DOCUMENTS”, and Nexis Uni with “End of Document”."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.articles.intake import take
from framing.errors import ReadError
from tests.articles.exports.writing import STORIES, drafts, nexis, nexis_print

PRINT = {
    "German": """
                               1 of 2 DOCUMENTS


                                 Hafen-Bote

                            Mittwoch 5. März 2025

Die Stadt leiht den Werften Geld;
Der Senat schweigt

AUTOR: Ina Vogt

RUBRIK: S. 5 Ausg. 12

LÄNGE: 9 Wörter

Die Stadt leiht den Werften Geld und mehr nicht.

UPDATE: 6. März 2025

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

     Copyright 2025 Hafenverlag
        Alle Rechte Vorbehalten
""",
    "French": """
                               Document 1 de 2

                                 Le Courrier du Port

                                  17 mai 2025

La ville prête aux chantiers

AUTEUR: Luc Morel

RUBRIQUE: ÉCONOMIE

LONGUEUR: 7 mots


La ville prête aux chantiers du port.

DATE-CHARGEMENT: 18 mai 2025

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Quotidien

                            Copyright 2025 Le Courrier
                               Tous droits réservés
""",
    "Spanish": """
                               1 of 2 DOCUMENTS

                                 El Diario del Puerto

                            9 de febrero de 2025 domingo

La ciudad presta a los astilleros

AUTOR: Eva Ruiz

SECCIÓN: ECONOMÍA; Pág. 3

LONGITUD: 8 palabras

La ciudad presta dinero a los astilleros hoy.

FECHA-CARGA: 10 de febrero de 2025

IDIOMA: SPANISH; ESPAÑOL

TIPO-PUBLICACIÓN: Periódico

                            Copyright 2025 Diario
                        Todos los Derechos Reservados
""",
    "Dutch": """
                               1 of 2 DOCUMENTS

                                 De Havenbode

                            5 maart 2025 woensdag

Stad leent werven geld

BYLINE: Jan Bos

SECTION: Economie; Blz. 4

LENGTH: 8 woorden

De stad leent de werven geld, zegt zij.

LOAD-DATE: 5 maart 2025

LANGUAGE: DUTCH; NEDERLANDS

PUBLICATION-TYPE: Krant

                     Copyright 2025 Havenpers
                       All Rights Reserved
""",
}
WANTED = {
    "German": ("Hafen-Bote", "2025-03-05", "Ina Vogt", "de", "S. 5 Ausg. 12", "9 Wörter",
               "Die Stadt leiht den Werften Geld; Der Senat schweigt"),
    "French": ("Le Courrier du Port", "2025-05-17", "Luc Morel", "fr", "ÉCONOMIE", "7 mots",
               "La ville prête aux chantiers"),
    "Spanish": ("El Diario del Puerto", "2025-02-09", "Eva Ruiz", "es", "ECONOMÍA; Pág. 3",
                "8 palabras", "La ciudad presta a los astilleros"),
    "Dutch": ("De Havenbode", "2025-03-05", "Jan Bos", "nl", "Economie; Blz. 4", "8 woorden",
              "Stad leent werven geld"),
}  # fmt: skip


@pytest.mark.parametrize("language", PRINT)
def test_the_print_view_speaks_many_languages(tmp_path: Path, language: str) -> None:
    one = PRINT[language]
    other = one.replace("1 of 2", "2 of 2").replace("Document 1 de", "Document 2 de")
    found = drafts(tmp_path, one + "\n\n" + other)
    assert len(found) == 2
    article = take(found[0])
    assert (
        article.source, article.published, article.author, article.language,
        article.meta["section"], article.meta["length"], article.title,
    ) == WANTED[language]  # fmt: skip
    assert "load_date" in article.meta
    body = found[0].text
    assert len(body.split()) == int(WANTED[language][5].split()[0])


def test_the_cover_page_is_none_of_the_first_document(tmp_path: Path) -> None:
    cover = (
        "\n\nPrint Request:   All Documents: 1-3\nTime of Request: March 2, 2025  10:00 AM\n\n"
        "Send To:\n\nHARBOUR LIBRARY\nLEITH\n\nTerms: (harbour and money)\n\n"
        "Source: All English news\nProject ID: None\n\n\n"
    )
    found = drafts(tmp_path, cover + nexis_print(STORIES))
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    assert found[0].line == cover.count("\n") + 1


def test_field_names_of_the_nineties(tmp_path: Path) -> None:
    text = (
        "1 of 2 DOCUMENTS\n\nCopyright 1998 Harbour Press\nThe Harbour Post\n\n"
        "March 3, 1998, Tuesday, Late Edition - Final\n\nSECTION: Section A; Page 1\n\n"
        "LENGTH: 6 words\n\nHEADLINE: Yards get\n money\n\nBYLINE: By ANN LEE\n\nBODY:\n"
        "   The city lends money to yards.\n\nLOAD-DATE: March 4, 1998\n\n"
    )
    first, second = drafts(tmp_path, text + text.replace("1 of 2", "2 of 2"))
    assert (first.title, first.author) == ("Yards get money", "ANN LEE")
    assert first.text.strip() == second.text.strip() == "The city lends money to yards."
    assert take(first).published == "1998-03-03"
    assert first.source.endswith("The Harbour Post")
    assert first.meta["edition"] == "Late Edition - Final"


def test_no_line_needs_to_be_blank(tmp_path: Path) -> None:
    for text in (nexis_print(STORIES), nexis(STORIES)):
        dense = "\n".join(line.strip() for line in text.split("\n") if line.strip())
        found = drafts(tmp_path, dense)
        assert [draft.title for draft in found] == [story.title for story in STORIES]
        assert [draft.source for draft in found] == [story.source for story in STORIES]
        assert [draft.text.split("\n") for draft in found] == [
            list(story.paragraphs) for story in STORIES
        ]
        assert "load_date" in found[0].meta


def test_speakers_in_capitals_stay_in_a_transcript(tmp_path: Path) -> None:
    text = (
        "1 of 1 DOCUMENT\n\n Harbour News Network\n\n January 5, 2025 Sunday\n\nTalk on ports\n\n"
        "SECTION: NEWS\n\nLENGTH: 9 words\n\nMARSH: Who pays?\n\nDUNN: The city pays for it all."
        "\n\nLOAD-DATE: January 6, 2025\n"
    )
    (draft,) = drafts(tmp_path, text)
    assert draft.text == "MARSH: Who pays?\n\nDUNN: The city pays for it all."


def test_missing_documents_are_told(tmp_path: Path) -> None:
    told: list[ReadError] = []
    text = nexis_print(STORIES)
    found = drafts(tmp_path, text[: text.index("3 of 3 DOCUMENTS")], told)
    assert len(found) == 2
    assert "it says that there are 3 documents and holds 2" in "\n".join(map(str, told))


def test_texts_that_are_shorter_or_longer_than_their_length_are_told_once(tmp_path: Path) -> None:
    told: list[ReadError] = []
    text = nexis_print(STORIES).replace("LENGTH: 8 words", "LENGTH: 800 words")
    text = text.replace("LENGTH: 11 words", "LENGTH: 1,100 words")
    drafts(tmp_path, text, told)
    assert len(told) == 1
    assert "2 of 3 documents have less than half of the words" in str(told[0])
    long = STORIES[0].paragraphs[0] + " It does so again." * 20
    told.clear()
    drafts(tmp_path, nexis_print(STORIES).replace(STORIES[0].paragraphs[0], long), told)
    assert "1 of 3 documents have nearly twice" in str(told[0])


def test_a_document_without_text_is_told_with_its_line(tmp_path: Path) -> None:
    text = nexis_print(STORIES)
    for paragraph in STORIES[1].paragraphs:
        text = text.replace(paragraph, "")
    line = text[: text.index("2 of 3 DOCUMENTS")].count("\n") + 1
    with pytest.raises(ReadError, match=rf"a.txt:{line}: .*Bridge stays shut.* no text"):
        drafts(tmp_path, text)
    told: list[ReadError] = []
    assert len(drafts(tmp_path, text, told)) == 2
    assert told[0].line == line


UNI_COVER = """Date and Time: Sunday, March 2, 2025 10:00:00 AM CET

Job Number: 0001

Documents (3)

1. Council lends to shipyards

Client/Matter: -None-

Search Terms: harbour and
money

Search Type: Terms and Connectors

Narrowed by:

Content Type
Narrowed by

News
Sources: The Harbour Post

2. Bridge stays shut

Client/Matter: -None-

3. Grain prices fall again

Client/Matter: -None-

Search Terms: harbour

Narrowed by:

Content Type | Narrowed by

News | Sources: Morning Tide

"""


def test_the_cover_page_of_nexis_uni_is_left_out(tmp_path: Path) -> None:
    found = drafts(tmp_path, UNI_COVER + nexis(STORIES))
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    assert [take(draft).published for draft in found] == ["2025-02-09", "2025-02-10", "2025-12-11"]
    assert [draft.source for draft in found] == [story.source for story in STORIES]


def test_a_cover_page_may_go_on_in_unknown_words(tmp_path: Path) -> None:
    cover = UNI_COVER + "Sources of all kinds\n\nTimeline up to this day\n\n"
    found = drafts(tmp_path, cover + nexis(STORIES))
    assert [draft.title for draft in found] == [story.title for story in STORIES]


def test_nexis_uni_without_blank_lines_keeps_its_first_document(tmp_path: Path) -> None:
    whole = (UNI_COVER + nexis(STORIES)).split("\n")
    found = drafts(tmp_path, "\n".join(line for line in whole if line.strip()))
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    assert [draft.source for draft in found] == [story.source for story in STORIES]


def test_nexis_uni_says_how_many_documents_there_are(tmp_path: Path) -> None:
    told: list[ReadError] = []
    assert len(drafts(tmp_path, UNI_COVER + nexis(STORIES[:2]), told)) == 2
    assert "3 documents and holds 2" in str(told[0])


def test_one_document_of_nexis_uni_is_read_as_such(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, nexis(STORIES[:1]))
    assert draft.title == "Council lends to shipyards"
    assert draft.text == "The council lends money to yards.\n\nUnions agree."
    assert draft.meta["subject"] == "PORTS (90%); SHIPS (75%)"


def test_heads_of_pages_are_none_of_the_text(tmp_path: Path) -> None:
    text = "Nexis®\nPage 1 of 3\n\n" + nexis(STORIES).replace(
        "\n\nUnions agree.", "\n\nPage 2 of 3\n\nCouncil lends to shipyards\n\nUnions agree."
    )
    first = drafts(tmp_path, text)[0]
    assert first.title == "Council lends to shipyards"
    assert first.text == "The council lends money to yards.\n\nUnions agree."


def test_pictures_and_notes_below_a_text(tmp_path: Path) -> None:
    text = nexis(STORIES).replace(
        "\n\nClassification", "\n\nGraphic\n\nPhoto, a crane at dusk\n\nClassification"
    )
    first = drafts(tmp_path, text)[0]
    assert first.text == "The council lends money to yards.\n\nUnions agree."
    assert first.meta["graphic"] == "Photo, a crane at dusk"


def test_the_column_below_a_newspaper_is_none(tmp_path: Path) -> None:
    text = nexis(STORIES).replace("The Harbour Post\n", "The Harbour Post\n\n(Quay Notes)\n", 1)
    first = drafts(tmp_path, text)[0]
    assert (first.title, first.source) == ("Council lends to shipyards", "The Harbour Post")
    assert first.meta["column"] == "Quay Notes"


def test_a_german_nexis_uni(tmp_path: Path) -> None:
    one = (
        "Die Stadt leiht Geld\n\nHafen-Bote\n\n5. März 2025 Mittwoch\n\n"
        "Copyright 2025 Hafenverlag Alle Rechte vorbehalten\n\nRubrik: Wirtschaft; S. 3\n\n"
        "Länge: 5 Wörter\n\nAutor: Ina Vogt\n\nHauptteil\n\nDie Stadt leiht Werften Geld.\n\n"
        "Klassifizierung\n\nSprache: GERMAN; DEUTSCH\n\nUpdate: 6. März 2025\n\nEnde des Dokuments"
    )
    found = drafts(tmp_path, one + "\n\n" + one)
    assert len(found) == 2
    article = take(found[1])
    assert (article.title, article.source) == ("Die Stadt leiht Geld", "Hafen-Bote")
    assert (article.author, article.published, article.language) == ("Ina Vogt", "2025-03-05", "de")
    assert found[1].text == "Die Stadt leiht Werften Geld."


def test_a_french_nexis_uni(tmp_path: Path) -> None:
    text = (
        "Le port grandit\nLe Quai\ndimanche 9 février 2025\n\nRubrique: VILLE; Pg. 3\n"
        "Longueur: 5 mots\nAuteur: Anne Roche\nCorps\n\nLe quai est trop petit.\n\n"
        "Date de chargement: 10 février 2025\n\nFin du Document\n"
    )
    (draft,) = drafts(tmp_path, text)
    assert (draft.text, draft.source, draft.author) == (
        "Le quai est trop petit.",
        "Le Quai",
        "Anne Roche",
    )


def test_a_headline_that_is_the_head_of_the_page_too_is_told_once(tmp_path: Path) -> None:
    text = (
        "Page 1 of 2\nThe harbour grows\n\nThe harbour grows\nHarbour Post\n9 February 2025\n\n"
        "Section: NEWS\nLength: 4 words\nBody\n\nThe quay is small.\n\n"
        "Load-Date: February 10, 2025\n\nEnd of Document\n"
    )
    (draft,) = drafts(tmp_path, text)
    assert (draft.title, draft.source) == ("The harbour grows", "Harbour Post")
