"""After an edit a library holds, row by row, what scoring every article anew would give."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Exclusion
from framing.runs import rescore
from framing.runs.rescoring import Choice
from tests.library_world import article

WORDS = (
    *("state", "aid", "state aid", "aid*", "fund", "fund*", "bubble", "risk*", "firm", "a?d"),
    *("state fund", "*und", "the state", "no aid", "firm*", "bubble risk", "aid for"),
)
SPOKEN = (
    *("state", "aid", "fund", "funds", "bubble", "risks", "firm", "firms", "supportThe", "no"),
    *(
        "the",
        "for",
        "not",
        ".",
        ".",
        ",",
        "\n\n",
        "“",
        "”",
        "said",
        "He",
        "Aid\u00ad",
        "中",
        "state-",
    ),
)
OTHER = Lexicon("other", dimensions=(Dimension("other", terms=(Term("firm*"),)),))


def some_terms(draw: random.Random, most: int) -> tuple[Term, ...]:
    words = draw.sample(WORDS, draw.randint(0, most))
    return tuple(Term(word, draw.choice((1.0, 1.0, 0.5, 0.3))) for word in words)


def some_rule(draw: random.Random, name: str) -> Rule:
    return Rule(name, tuple(draw.sample("gh", 2)), draw.randint(2, 9), draw.random() < 0.3)


def some_lexicon(draw: random.Random) -> Lexicon:
    dimensions = [
        Dimension(
            name,
            negated=draw.choice(("drop", "count")),
            terms=some_terms(draw, 5),
            exclude=some_terms(draw, 2),
            near=tuple(
                some_rule(draw, rule) for rule in draw.sample(("r", "s"), draw.randint(0, 2))
            ),
        )
        for name in ("one", "two")
    ]
    groups = {name: some_terms(draw, 3) or (Term("aid"),) for name in "gh"}
    return Lexicon("edited", dimensions=tuple(dimensions), groups=groups)


def edited(draw: random.Random, lexicon: Lexicon) -> Lexicon:
    """A lexicon with one part of it as it stands in another."""
    other = some_lexicon(draw)
    name = draw.choice(("terms", "exclude", "near", "negated", "title", "groups", "lost"))
    if name == "groups":
        return dataclasses.replace(lexicon, groups=other.groups | {"i": (Term("aid"),)})
    if name == "lost":
        return dataclasses.replace(lexicon, dimensions=lexicon.dimensions[: draw.randint(1, 2)])
    first, *rest = lexicon.dimensions
    changed = dataclasses.replace(first, **{name: getattr(other.dimensions[0], name)})
    if name == "terms":  # one word more or fewer, as most edits are
        terms = tuple(each for each in first.terms if draw.random() < 0.8)
        more = tuple(each for each in changed.terms[:1] if each.pattern not in patterns_of(terms))
        changed = dataclasses.replace(first, terms=terms + more)
    return dataclasses.replace(lexicon, dimensions=(changed, *rest))


def patterns_of(terms: Sequence[Term]) -> set[str]:
    return {each.pattern for each in terms}


def some_article(draw: random.Random) -> Article:
    text = " ".join(draw.choices(SPOKEN, k=draw.randint(1, 25)))
    begin, end = 2, min(len(text), len(text) // 2 + 2)
    cuts = (Exclusion(begin, end, "test"),) if draw.random() < 0.1 and begin < end else ()
    return article(text, excluded=cuts)


def stored(path: Path, lexicons: Sequence[Lexicon], articles: Sequence[Article]) -> Library:
    library = Library(path, create=True).open()
    run = library.runs.begin("import", lexicons, {})
    library.runs.add(run, "", Scanner(lexicons).rate(articles))
    return library


def rows(library: Library, lexicons: Sequence[Lexicon]) -> list[object]:
    assert library.scores.stale(lexicons) == []
    scores = [dataclasses.replace(each, run=0) for each in library.scores.read()]
    return [*scores, *library.scores.entry_counts(), *library.scores.voice_words()]


@pytest.mark.parametrize("seed", range(60))
def test_an_edit_gives_what_scoring_all_gives(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    articles = list({each.id: each for each in (some_article(draw) for _ in range(40))}.values())
    before = some_lexicon(draw)
    after = edited(draw, before)
    with (
        stored(tmp_path / "a.db", (before, OTHER), articles) as library,
        stored(tmp_path / "b.db", (before, OTHER), articles) as plain,
    ):
        rescore(library, Choice((after, OTHER)), "score")
        rescore(plain, Choice((after, OTHER)), "score", every=True)
        assert rows(library, (after, OTHER)) == rows(plain, (after, OTHER))
        rescore(library, Choice((before, OTHER)), "score")  # what was found before is still there
        assert rows(library, (before, OTHER)) == rows_of(tmp_path / "c.db", before, articles)


def rows_of(path: Path, lexicon: Lexicon, articles: Sequence[Article]) -> list[object]:
    with stored(path, (lexicon, OTHER), articles) as library:
        return rows(library, (lexicon, OTHER))


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were rated since it was asked for."""
    seen: list[str] = []
    rate: Callable[..., object] = Scanner.rate

    def noted(self: Scanner, articles: Sequence[Article]) -> object:
        seen.extend(each.text for each in articles)
        return rate(self, articles)

    monkeypatch.setattr(Scanner, "rate", noted)
    return seen


TEXTS = ("A bubble is feared.", "State aid for the firm.", "Nothing is said of it.")


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ({"terms": (Term("aid"), Term("bubble"))}, {TEXTS[0]}),
        ({"terms": ()}, {TEXTS[1]}),
        ({"terms": (Term("aid"),), "exclude": (Term("state aid"),)}, {TEXTS[1]}),
        ({"terms": (Term("aid"),), "title": "Another title"}, set()),
        ({"terms": (Term("aid"),), "near": (Rule("r", ("g", "h")),)}, {TEXTS[1]}),
    ],
)
def test_only_articles_with_a_word_of_the_change_are_scanned(
    tmp_path: Path, scanned: list[str], more: dict[str, object], read: set[str]
) -> None:
    groups = {"g": (Term("state"), Term("bubble")), "h": (Term("firm"),)}
    before = Lexicon("l", dimensions=(Dimension("d", terms=(Term("aid"),)),), groups=groups)
    after = dataclasses.replace(before, dimensions=(Dimension("d", **more),))  # type: ignore[arg-type]
    with stored(tmp_path / "l.db", (before,), [article(text) for text in TEXTS]) as library:
        scanned.clear()
        assert rescore(library, Choice((after,)), "score") == 3
        assert set(scanned) == read
        assert library.scores.stale([after]) == []


def test_another_lexicon_keeps_its_rows(tmp_path: Path) -> None:
    edited_one = Lexicon("l", dimensions=(Dimension("d", terms=(Term("bubble"),)),))
    with stored(tmp_path / "l.db", (OTHER,), [article(text) for text in TEXTS]) as library:
        runs = {each.run for each in library.scores.read()}
        rescore(library, Choice((OTHER, edited_one)), "score")
        rescore(library, Choice((OTHER,)), "score")  # the new one is gone
        assert {each.run for each in library.scores.read()} == runs
        assert len(list(library.scores.read())) == len(TEXTS)
