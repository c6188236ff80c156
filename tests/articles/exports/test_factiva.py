"""Factiva: field codes or none, as text, web page, RTF."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from framing.articles.intake import take
from tests.articles.exports.writing import STORIES, Story, drafts, factiva, factiva_codes

LANGUAGES = {
    "en": ("words", "9 February 2025", "English", "Document"),
    "fr": ("mots", "9 février 2025", "Français", "Document"),
    "de": ("Wörter", "9 Februar 2025", "Deutsch", "Dokument"),
    "es": ("palabras", "9 febrero 2025", "Español", "Documento"),
}


def page(stories: tuple[Story, ...], language: str = "en") -> str:
    """The page that Factiva saves, without codes."""
    words, day, name, document = LANGUAGES[language]
    body = "".join(
        f'<div id="article-H{number}"><div class="article {language}Article"><p>&nbsp;</p>'
        f"<div>News</div><div id='hd'><span class='{language}Headline'>{escape(story.title)}"
        f"</span></div><div class='author'>{story.author}</div><div>{story.words} {words}</div>"
        f"<div>{day}</div><div>06:30</div><div>{escape(story.source)}</div><div>HARB</div>"
        f"<div>{number}</div><div>{name}</div><div>(c) 2025 Harbour Press.</div>"
        + "".join(
            f'<p class="articleParagraph {language}articleParagraph">{escape(each)}</p>'
            for each in story.paragraphs
        )
        + f"<p>Harbour Press Limited</p><p>{document} HARB000020250209e{number:08}</p></div></div>"
        for number, story in enumerate(stories, 1)
    )
    return f"<html><head><title>Factiva</title></head><body><h1>Factiva</h1>{body}</body></html>"


def table(stories: tuple[Story, ...]) -> str:
    """The page that Factiva saves with field codes."""

    def row(code: str, value: str) -> str:
        return f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>'

    body = "".join(
        '<div class="article frArticle"><table>'
        + row("HD", f"<b class='frHeadline'>{escape(story.title)}</b>")
        + row("BY", story.author)
        + row("WC", f"{story.words} mots")
        + row("PD", "9 février 2025")
        + row("SN", escape(story.source))
        + row("SC", "HARB")
        + row("LA", "Français")
        + row("CY", "(c) Harbour Press.")
        + row("LP", f'<p class="articleParagraph frarticleParagraph">{story.paragraphs[0]}</p>')
        + row("TD", "".join(f'<p class="articleParagraph">{p}</p>' for p in story.paragraphs[1:]))
        + row("NS", "gcat : Political/General News | gpol : Domestic Politics")
        + row("PUB", "Harbour Press Limited")
        + row("AN", f"Document HARB000020250209e{number:08}")
        + "</table></div><br/>"
        for number, story in enumerate(stories, 1)
    )
    return f"<html><head><title>Factiva</title></head><body>{body}</body></html>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saved_page_holds_many_articles(tmp_path: Path, language: str) -> None:
    found = drafts(tmp_path, page(STORIES, language), name="a.html")
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    for draft, story in zip(found, STORIES, strict=True):
        article = take(draft)
        assert (article.source, article.author) == (story.source, story.author)
        assert (article.published, article.language) == ("2025-02-09", language)
        assert draft.text.split("\n\n") == list(story.paragraphs)
        assert draft.meta["section"] == "News"
        assert draft.publisher == "Harbour Press Limited"


def test_a_saved_page_with_codes(tmp_path: Path) -> None:
    found = drafts(tmp_path, table(STORIES), name="a.html")
    assert [draft.text.split("\n\n") for draft in found] == [
        list(story.paragraphs) for story in STORIES
    ]
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    assert {draft.published for draft in found} == {"9 février 2025"}
    assert {draft.language for draft in found} == {"fr"}
    assert found[0].meta["document_id"] == "HARB000020250209e00000001"


def test_the_number_of_a_headline_in_the_list_is_none_of_it(tmp_path: Path) -> None:
    numbered = tuple(
        Story(f"{number}) {story.title}", story.paragraphs)
        for number, story in enumerate(STORIES, 1)
    )
    found = drafts(tmp_path, page(numbered), name="a.html")
    assert [draft.title for draft in found] == [story.title for story in STORIES]


def test_codes_on_lines_of_their_own(tmp_path: Path) -> None:
    text = factiva_codes(STORIES).replace("  ", "\n")
    found = drafts(tmp_path, text)
    assert [draft.text.split() for draft in found] == [
        " ".join(story.paragraphs).split() for story in STORIES
    ]
    assert [draft.title for draft in found] == [story.title for story in STORIES]


def test_rtf(tmp_path: Path) -> None:
    body = factiva(STORIES).replace("\n", "\\par\n")
    found = drafts(tmp_path, "{\\rtf1\\ansi " + body + "}", name="a.rtf")
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    assert [draft.author for draft in found] == [story.author for story in STORIES]


def test_rtf_with_codes_in_a_table(tmp_path: Path) -> None:
    rows = "".join(
        "\\trowd " + "\\cell ".join(line.split("  ", 1)) + "\\cell\\row\n"
        for line in factiva_codes(STORIES[:1] + STORIES[:1]).replace("TD\n", "TD  ").split("\n")
        if line
    )
    found = drafts(tmp_path, "{\\rtf1\\ansi " + rows + "}", name="a.rtf")
    assert [draft.title for draft in found] == ["Council lends to shipyards"] * 2
    assert found[0].text == "The council lends money to yards.\n\nUnions agree."


def test_without_section_or_byline(tmp_path: Path) -> None:
    text = factiva(STORIES).replace("News\n", "", 1).replace("By Ann Lee\n", "", 1)
    first = drafts(tmp_path, text)[0]
    assert (first.title, first.author) == ("Council lends to shipyards", "")
    assert first.text == "The council lends money to yards.\n\nUnions agree."


def test_a_headline_that_begins_as_a_byline(tmp_path: Path) -> None:
    text = factiva(STORIES).replace("Council lends to shipyards", "By land and by sea")
    first = drafts(tmp_path, text)[0]
    assert (first.title, first.author) == ("By land and by sea", "Ann Lee")
    first = drafts(tmp_path, text.replace("By Ann Lee\n", "", 1))[0]
    assert (first.title, first.author) == ("By land and by sea", "")


def test_the_summary_of_the_search_is_left_out(tmp_path: Path) -> None:
    text = factiva(STORIES) + "\n\nSearch Summary\nText\nharbour and money\nDate\nAll Dates\n"
    found = drafts(tmp_path, "Dow Jones Factiva\n\n" + text)
    assert len(found) == 3
    assert "Search Summary" not in found[-1].text
    assert found[0].meta["section"] == "News"


def test_codes_with_one_blank_behind_them(tmp_path: Path) -> None:
    text = (
        "HD Bridge opens late\nBY Ann Example\nWC 22 words\nPD 10 February 2025\nSN The Gazette\n"
        "SC GAZ\nPG A1\nLA English\nCY Copyright 2025 The Gazette\n\n"
        "LP The bridge opens a year late.\n\nTD BY the river nobody minds.\n\n"
        "AN Document GAZ0000020250210el2a0001b\n"
    )
    (found,) = drafts(tmp_path, text)
    assert (found.title, found.author) == ("Bridge opens late", "Ann Example")
    assert (found.language, found.meta["page"]) == ("en", "A1")
    assert found.text == "The bridge opens a year late.\n\nBY the river nobody minds."


def test_a_publisher_whose_name_ends_with_a_full_stop(tmp_path: Path) -> None:
    text = page(STORIES).replace("Harbour Press Limited", "Harbour Press & Company, Inc.")
    found = drafts(tmp_path, text, name="a.html")
    assert [draft.text.split("\n\n")[-1] for draft in found] == [
        story.paragraphs[-1] for story in STORIES
    ]
    assert {draft.publisher for draft in found} == {"Harbour Press & Company, Inc."}
