"""Europresse as web page, in both shapes."""

from __future__ import annotations

from html import escape
from pathlib import Path

from framing.articles.intake import take
from tests.articles.exports.writing import STORIES, drafts

FOOT = (
    "<p>Ce certificat est émis à <b>Port</b> à des fins de visualisation personnelle.</p>"
    "<p>Date d'émission : <b>2025-03-01</b></p>"
)


def check(tmp_path: Path, body: str) -> None:
    found = drafts(tmp_path, f"<html><body>{body}</body></html>", name="a.html")
    assert [draft.title for draft in found] == [story.title for story in STORIES]
    for number, (draft, story) in enumerate(zip(found, STORIES, strict=True), 1):
        article = take(draft)
        assert (article.source, article.author) == (story.source, story.author)
        assert article.published == "2025-03-14"
        assert draft.text.split("\n\n") == list(story.paragraphs)
        assert draft.meta["document_id"] == f"news·20250314·HP·0q150{number}"
        assert (draft.meta["section"], draft.meta["page"]) == ("Ports", "16")


def test_articles_as_elements(tmp_path: Path) -> None:
    check(
        tmp_path,
        "".join(
            f'<article><header><div><span class="DocPublicationName">{escape(story.source)}</span>'
            '</div><div><span class="DocHeader">Ports, vendredi 14 mars 2025, p. 16</span></div>'
            f'<div class="titreArticle"><p class="titreArticleVisu">{story.title}</p></div>'
            f'<div>{story.author}</div></header><section><div class="docOcurrContainer">'
            + "".join(f"<p>{each}</p>" for each in story.paragraphs)
            + "</div></section><aside><p><b>Illustration(s) : </b></p><p>A crane.</p></aside>"
            f"<footer><small>© 2025 Port. Tous droits réservés.</small>"
            f"<p>Numéro de document : news·20250314·HP·0q150{number}</p>{FOOT}</footer></article>"
            for number, story in enumerate(STORIES, 1)
        ),
    )


def test_articles_in_tables(tmp_path: Path) -> None:
    check(
        tmp_path,
        "".join(
            f'<table><tr><td><span class="DocPublicationName">{escape(story.source)}</span><br>'
            '<span class="DocHeader">Ports, </span><span class="DocHeader">vendredi </span>'
            '<span class="DocHeader">14 mars 2025</span>, p. 16<br><br>'
            f'<span class="TitreArticleVisu">{story.title}</span><br><br>{story.author}<br><p></p>'
            + "<p></p>".join(story.paragraphs)
            + "<p></p><b><i>© 2025 Port. Tous droits réservés.</i></b><p></p>"
            f"Numéro de document : news·20250314·HP·0q150{number}<br><br>{FOOT}</td></tr></table>"
            for number, story in enumerate(STORIES, 1)
        ),
    )


def test_the_day_with_a_count_of_words_and_a_number_without_its_name(tmp_path: Path) -> None:
    body = "".join(
        f"<article><div>{escape(story.source)}</div><div>Ports, vendredi 14 mars 2025 1 300 mots, "
        f"p. 16</div><p>{story.title}</p><div>{story.author}</div>"
        + "".join(f"<p>{each}</p>" for each in story.paragraphs)
        + f"<div>news·20250314·HP·0q150{number}</div></article>"
        for number, story in enumerate(STORIES, 1)
    )
    check(tmp_path, body)
