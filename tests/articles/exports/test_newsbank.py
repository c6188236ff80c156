"""NewsBank, and articles parted by rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.articles.intake import take
from tests.articles.exports.writing import STORIES, Story, drafts, newsbank, ruled


def check(tmp_path: Path, text: str, stories: tuple[Story, ...] = STORIES) -> None:
    found = drafts(tmp_path, text)
    assert [draft.title for draft in found] == [story.title for story in stories]
    for draft, story in zip(found, stories, strict=True):
        article = take(draft)
        assert (article.source, article.author) == (story.source, story.author)
        assert article.published == story.day.isoformat()
        assert draft.text.split("\n\n") == list(story.paragraphs)


def test_headline_then_newspaper_and_day(tmp_path: Path) -> None:
    text = newsbank(STORIES)
    check(tmp_path, text)
    first = drafts(tmp_path, text)[0]
    assert first.meta["section"] == "News"
    assert first.meta["page"] == "1A"
    assert first.meta["document_id"] == "0A000001"


def test_page_and_edition_behind_the_day(tmp_path: Path) -> None:
    text = newsbank(STORIES).replace("2025\nAuthor", "2025 - Late Edition - page 3\nAuthor")
    check(tmp_path, text)
    assert drafts(tmp_path, text)[0].meta["edition"] == "Late Edition - page 3"


def test_fields_parted_by_bars(tmp_path: Path) -> None:
    def one(story: Story, number: int) -> str:
        return (
            f"{story.title}\n\n{story.english} | {story.source} (Leith, UK)\n\n"
            f"Author: {story.author} | Section: News\n\n{story.words} Words\n\n"
            f"Page: {number}A\n\nOpenURL Link\n\n" + "\n\n".join(story.paragraphs) + "\n\n"
            f"Copyright (c) 2025 Harbour Press. All rights reserved.\n\n"
            f'Citation (MLA Style)\n\n{story.author}. "{story.title}." {story.source}.\n\n'
        )

    text = "".join(one(story, number) for number, story in enumerate(STORIES, 1))
    placed = tuple(
        Story(each.title, each.paragraphs, f"{each.source} (Leith, UK)", each.day, each.author)
        for each in STORIES
    )
    check(tmp_path, text, placed)


def test_newspaper_and_day_then_headline(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"{story.source} - {story.english}\n{story.title}\nAuthor: {story.author}\n"
        f"Section: News\n\n" + "\n\n".join(story.paragraphs) + "\n\nRecord Number: 0A12\n"
        "Copyright (c) 2025 Harbour Press\nOpenURL Link\n"
        for story in STORIES
    )
    check(tmp_path, text)


@pytest.mark.parametrize("rule", ["=" * 40, "_" * 60, "-" * 20, "—" * 12, "*" * 30])
def test_articles_between_rules(tmp_path: Path, rule: str) -> None:
    check(tmp_path, ruled(STORIES).replace("=" * 40, rule))


def test_articles_between_rules_with_named_fields(tmp_path: Path) -> None:
    text = ("\n" + "-" * 30 + "\n").join(
        f"Title: {story.title}\nSource: {story.source}\nDate: {story.british}\n"
        f"Author: {story.author}\n\n" + "\n\n".join(story.paragraphs) + "\n"
        for story in STORIES
    )
    check(tmp_path, text)


def test_newspaper_and_day_above_the_headline(tmp_path: Path) -> None:
    text = ("\n\n" + "=" * 30 + "\n\n").join(
        f"{story.source}, {story.british}\n\n{story.title}\n\nBy {story.author}\n\n"
        + "\n\n".join(story.paragraphs)
        for story in STORIES
    )
    check(tmp_path, text)
