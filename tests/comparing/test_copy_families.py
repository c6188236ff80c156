"""Families are those that grouping all articles at once finds, whatever a library went through."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from framing.comparing import copy_families
from framing.library import Library
from framing.library.copy_pairs import CopyPairs
from framing.library.similar_articles import SimilarArticles
from framing.model import Article
from tests.library_world import BOTH, article, profile
from tests.telling import story


def texts(chance: random.Random) -> Iterator[str]:
    """Texts without end that hold parts of each other: of small worlds whose texts have a few
    paragraphs in common, some of a second world beside it, and briefs."""
    worlds = [[" ".join(story(10 * world + n, 4)) for n in range(7)] for world in range(4)]
    while True:
        own, other = chance.sample(worlds, k=2)
        parts = chance.sample(own, k=chance.randrange(2, 7))
        if chance.random() < 0.15:
            parts += chance.sample(other, k=chance.randrange(1, 4))
        yield "\n\n".join(parts) if chance.random() < 0.95 else parts[0][:60]


def articles(chance: random.Random) -> Iterator[Article]:
    """Articles of such texts, every fifth with the text of one before it."""
    told = texts(chance)
    printed = [next(told)]
    number = 0
    while True:
        printed.append(chance.choice(printed) if chance.random() < 0.2 else next(told))
        number += 1
        day = f"2025-03-{chance.randrange(1, 29):02}" if chance.random() < 0.8 else ""
        yield article(printed[-1], f"Paper {number}", published=day)


def add(library: Library, found: Sequence[Article]) -> None:
    run = library.runs.begin("import", BOTH, {})
    held = [replace(profile(each.text), article=each) for each in found]
    library.runs.add(run, "a.txt", held)


def edited(library: Library, one: Article, chance: random.Random) -> None:
    """Another source, another day, or a title that takes the first words from the text, or gives
    them back."""
    title = "" if one.title else one.text[: one.text.find(".") + 1]
    fields = {"source": "The Gazette", "published": "2025-02-01", "title": title}
    name = chance.choice([*fields])
    library.articles.edit(one.id, {name: fields[name]})


def anew(found: Sequence[Article], path: Path) -> dict[str, str]:
    """The families of a library that took all the articles at once."""
    with Library(path, create=True) as library:
        add(library, found)
        copy_families.update(library)
        return library.similar.families()


def cut_short(library: Library) -> None:
    """What an update does that ends before the families are kept."""
    with pytest.MonkeyPatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(SimilarArticles, "keep_families", _stop)
        copy_families.update(library)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


QUICK = (0, 4, 9)
"""Walks in which every way to keep pairs and families too long is seen."""


@pytest.mark.parametrize(
    "seed",
    [seed if seed in QUICK else pytest.param(seed, marks=pytest.mark.slow) for seed in range(40)],
)
def test_families_are_those_of_the_articles_whatever_was_done(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    coming = articles(chance)
    with Library(tmp_path / "walk.db", create=True) as library:
        add(library, [next(coming) for _ in range(60)])
        copy_families.update(library)
        for step in range(20):
            held = [each.article for each in library.articles.read()]
            match chance.choices(["few", "many", "edit", "remove"], [12, 1, 4, 1])[0]:
                case "few":
                    add(library, [next(coming) for _ in range(chance.randrange(1, 4))])
                case "many":
                    add(library, [next(coming) for _ in range(10)])
                case "edit":
                    edited(library, chance.choice(held), chance)
                case "remove":
                    library.articles.remove([chance.choice(held).id])
            if chance.random() < 0.2:
                cut_short(library)
                continue
            copy_families.update(library)
            held = [each.article for each in library.articles.read()]
            assert library.similar.families() == anew(held, tmp_path / f"{step}.db")


@pytest.mark.parametrize("kind", ["copy", "the same", "another", "brief"])
def test_one_article_more_is_grouped_with_its_own_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Neither the pairs nor the families of the others are read or written."""
    held = [article(" ".join(story(n // 2)[n % 2 :]), published="2025-03-01") for n in range(40)]
    more = {
        "copy": " ".join(story(3)[2:]),
        "the same": held[6].text,
        "another": " ".join(story(99)),
        "brief": "Nothing new.",
    }
    last = article(more[kind], "The Gazette")
    with Library(tmp_path / "l.db", create=True) as library:
        add(library, held)
        copy_families.update(library)
        add(library, [last])
        grouped: list[set[int]] = []
        keep = SimilarArticles.keep_families

        def seen(self: SimilarArticles, families: Sequence[Sequence[int]], *more: object) -> bool:
            grouped.extend(map(set, families))
            return keep(self, families, *more)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(SimilarArticles, "keep_families", seen)
            patched.setattr(CopyPairs, "pairs", None)
            copy_families.update(library)
        assert grouped == ([{7, 8, 41}] if kind in ("copy", "the same") else [])
        assert library.similar.families() == anew([*held, last], tmp_path / "anew.db")


def test_who_comes_between_two_copies_parts_them_as_among_all(tmp_path: Path) -> None:
    """A shingle pairs those alone that stand near each other in the order of their digests: the
    last who quotes half of a text is no copy, and yet comes between two who have all of it."""
    text = story(1)
    quotations = [text[17:], text[:13]]
    held = [
        article(" ".join(text)),
        article(f"TOWN (Wire 2) - {' '.join(text)}"),
        *(article(" ".join([*quotations[n % 2], *story(300 + n)])) for n in range(33)),
    ]
    with Library(tmp_path / "l.db", create=True) as library:
        add(library, held[:-1])
        copy_families.update(library)
        assert set(library.similar.families()) == {each.id for each in held[:2]}
        add(library, held[-1:])
        copy_families.update(library)
        assert library.similar.families() == anew(held, tmp_path / "anew.db") == {}
