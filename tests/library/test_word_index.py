"""The full-text index is asked where a pattern can stand, and never misses a place."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from framing.errors import LibraryError
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library, Selection
from framing.matching import Scanner
from framing.model import Article, Exclusion
from tests.library.test_strangers import alter
from tests.library_world import article

PATTERNS = (
    *("support", "support*", "s?pport", "sup*rt", "*port", "kit", "kits", "state support"),
    *("the", "they", "u.s. support", "r&d", "r&d support*", "1.5", "café", "can't stand", "in*"),
)
PIECES = (
    *("support", "Support", "SUPPORTS", "supportThe", "theSupport", "state", "kit", "Kits", "U.S."),
    *("R&D", "1.5", "café", "can’t", "stand", "the", "They", "mindsetAs", "in", "İn", "ſupport"),
    *(" ", " ", " ", "\n\n", ". ", "-", "’s", "“", "”", "—", "é", "e\u0301", "\u0301", "&", "."),
    *("\u00ad", "\u200b", "\ufeff", "\u2060", "中", "の", "²", "½", "①", "\ue000", "ｓ", "K", "ª"),
    *("\u0640", "ا", "ไ", "한", "ж", "_", "´", "€", "№", "\x1f", "\u0378", "\U00020000", "😀"),
)


def stored(path: Path, articles: Sequence[Article]) -> Library:
    library = Library(path, create=True).open()
    scanner = Scanner([lexicon("zzz")])
    library.runs.add(library.runs.begin("import", [lexicon("zzz")], {}), "", scanner.rate(articles))
    return library


def lexicon(pattern: str) -> Lexicon:
    return Lexicon("one", dimensions=(Dimension("one", terms=(Term(pattern),)),))


def matching(pattern: str, articles: Sequence[Article]) -> set[str]:
    ratings = Scanner([lexicon(pattern)], voices=False).rate(articles)
    return {each.article.id for each in ratings if each.entries}


def some_text(draw: random.Random) -> str:
    return "".join(draw.choices(PIECES, k=draw.randint(1, 9)))


def some_article(draw: random.Random) -> Article:
    text = some_text(draw)
    ends = sorted(draw.choices(range(len(text) + 1), k=2)) if draw.random() < 0.3 else []
    return article(text, excluded=tuple([Exclusion(*ends, "test")] if ends else []))


@pytest.mark.parametrize("seed", range(3))
def test_no_article_with_a_match_is_missing(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    made = {each.id: each for each in (some_article(draw) for _ in range(2000))}
    with stored(tmp_path / "l.db", list(made.values())) as library:
        for pattern in PATTERNS:
            found = library.articles.may_hold([pattern])
            assert found == sorted(found)
            assert matching(pattern, list(made.values())) <= set(found), pattern


def test_beside_every_character_of_unicode(tmp_path: Path) -> None:
    points = (chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) != "Cs")
    articles = [article(f"a {each}support sup{each}port support{each}") for each in points]
    with stored(tmp_path / "l.db", articles) as library:
        for pattern in ("support", "port*", "supports"):
            assert matching(pattern, articles) <= set(library.articles.may_hold([pattern]))


def test_most_articles_without_the_word_are_passed_over(tmp_path: Path) -> None:
    articles = [article(f"The firm’s “plan” costs €{n}, says José — its aide.") for n in range(9)]
    has = article("A bubble is feared in the state’s report.")
    with stored(tmp_path / "l.db", [*articles, has]) as library:
        assert library.articles.may_hold(["bubble"]) == [has.id]
        assert library.articles.may_hold(["state report", "bubbles"]) == [has.id]
        assert len(library.articles.may_hold(["*bubble"])) == 10
        assert library.articles.may_hold(["nowhere"]) == []


def test_words_that_are_cut_another_way_are_looked_for_again(tmp_path: Path) -> None:
    glued = article("xsupport is in plain words here.")
    with stored(tmp_path / "l.db", [glued]) as library:
        assert library.articles.may_hold(["support"]) == []
        cut = article("xsupport is in plain words here.", excluded=(Exclusion(0, 1, "test"),))
        run = library.runs.begin("score", [lexicon("zzz")], {})
        library.runs.rescore(run, Scanner([lexicon("zzz")]).rate([cut]))
        assert library.articles.may_hold(["support"]) == [cut.id]


def test_an_index_that_was_emptied_finds_nothing_and_says_so(tmp_path: Path) -> None:
    """It is sound to SQLite; what asks for words must not take that for none."""
    path = tmp_path / "l.db"
    held = article("A fear of the crisis.")
    stored(path, [held]).close()
    alter(path, "INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    with Library(path) as library:
        for ask in (
            lambda: library.articles.count("fear"),
            lambda: library.sets.select(Selection(('"fear"',))),
            lambda: library.sets.select(Selection(('-"fear"',))),
        ):
            with pytest.raises(LibraryError, match="its index of words lacks articles"):
                ask()
        assert library.articles.may_hold(["fear"]) in (None, [held.id])


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("", ""),
        ("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')", "lacks articles"),
        ("DELETE FROM articles_fts_idx", "does not find words of the articles"),
        ("DELETE FROM articles_fts_docsize WHERE id = 7", "the library is damaged"),
    ],
)
def test_a_doctor_sees_whether_words_are_found(tmp_path: Path, harm: str, told: str) -> None:
    path = tmp_path / "l.db"
    draw = random.Random(3)
    words = ["".join(draw.choices("abcdefghij", k=9)) for _ in range(3000)]
    stored(path, [article(" ".join(draw.choices(words, k=60))) for _ in range(90)]).close()
    alter(path, harm)
    with Library(path) as library:
        problems = " ".join(library.health().problems)
    assert (told in problems, bool(problems)) == (True, bool(told))
