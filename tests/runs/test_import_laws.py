"""Laws that every figure of a library obeys, from texts through the store to what is exported."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import take
from framing.comparing import compare
from framing.export import TABLES, Scope
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Draft, Profile
from tests.laws import examples

LEXICON = Lexicon(
    "laws",
    version="1",
    dimensions=(
        Dimension(
            "support",
            negated="drop",
            terms=(Term("government support", 2.0), Term("support*", 0.25), Term("aid")),
            exclude=(Term("support group*"),),
            near=(Rule("government + fund", ("government", "fund"), weight=1.5),),
        ),
        Dimension("risk", negated="count", terms=(Term("risk*"), Term("aid", 0.1))),
    ),
    groups={"government": (Term("government*"),), "fund": (Term("fund*"),)},
)
SCANNER = Scanner([LEXICON])
PIECES = (
    *("government", "support", "supports", "support group", "funds", "risk", "risky", "aid", "no"),
    *("not", "without", "the", "firm", "said", "A", "Heading\n\n", ".", ". The", ",", "“", "”"),
    "\n\nWe use cookies to give you the best experience. Accept all\n\n",
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join)
corpora = st.lists(texts, min_size=1, max_size=5, unique=True)


def taken(corpus: Sequence[str]) -> list[Article]:
    """The texts as an import would take them, boilerplate found and all."""
    return [
        take(Draft(text=f"{text} end", origin="t", source=f"S{n % 2}"))
        for n, text in enumerate(corpus)
    ]


def exported(path: Path, batches: Sequence[Sequence[Article]]) -> dict[str, list[dict[str, Any]]]:
    """All tables of a library into which the batches were imported, each in a run of its own."""
    with Library(path, create=True) as library:
        for batch in batches:
            run = library.runs.begin("import", [LEXICON], {})
            library.runs.add(run, "t", SCANNER.rate(batch))
            library.runs.finish(run)
        scope = Scope(between=("S0", "S1"), word="end")
        tables = {name: list(table.rows(library, scope)) for name, table in TABLES.items()}
    for row in tables["scores"]:
        del row["run"]
    return tables


@examples(12)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_imports_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[str], shuffle: Any
) -> None:
    folder = tmp_path_factory.mktemp("order")
    articles = taken(corpus)
    at_once = exported(folder / "a.db", [articles])
    others = articles[:]
    shuffle.shuffle(others)
    assert exported(folder / "b.db", [[each] for each in others]) == at_once


@examples(20)
@given(corpora)
def test_the_parts_add_up_to_the_whole(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[str]
) -> None:
    tables = exported(tmp_path_factory.mktemp("sums") / "a.db", [taken(corpus)])
    entries: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    matches: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for kind, table in ((entries, tables["terms"]), (matches, tables["matches"])):
        for row in table:
            kind[row["article_id"], row["dimension"]].append(row)
    for score in tables["scores"]:
        key = score["article_id"], score["dimension"]
        counted = [row for row in matches[key] if row["counted"]]
        assert score["matches"] == len(counted) == sum(row["matches"] for row in entries[key])
        for parts in (counted, entries[key]):
            total = math.fsum(row["weight"] for row in parts)
            assert score["weight"] == pytest.approx(total, abs=1e-9)
        if score["rate_per_1000"] is not None:
            total = math.fsum(row["rate_per_1000"] for row in entries[key])
            assert score["rate_per_1000"] == pytest.approx(total, abs=1e-9)
            assert 0 <= score["coverage"] <= 1
        affirmed = [row for row in matches[key] if not row["negated"]]
        assert len(affirmed) + score["negated_matches"] == len(matches[key])
        dropped = score["dimension"] == "support"
        assert score["matches"] == (len(affirmed) if dropped else len(matches[key]))
        voices = [score[f"{each}_matches"] for each in ("headline", "quoted", "reported")]
        if (narrator := score["narrator_matches"]) is not None:
            assert sum(voices) + narrator == score["matches"]


@examples(60)
@given(texts, texts)
def test_what_compare_explains_adds_up(one: str, other: str) -> None:
    a, b = SCANNER.scan(taken([one, other]))
    for found in compare(a, b).differences:
        if found.difference is None:
            assert found.entries == ()
            continue
        total = math.fsum(each.contribution for each in found.entries)
        assert total == pytest.approx(found.difference, abs=1e-9)
        if found.voices is not None:
            total = math.fsum(each.contribution for each in found.voices)
            assert total == pytest.approx(found.difference, abs=1e-9)
        assert found.affirmed_a == affirmed(a, found.dimension)
        assert found.affirmed_b == affirmed(b, found.dimension)


def affirmed(profile: Profile, dimension: str) -> int:
    own = [each for each in profile.matches if each.dimension == dimension]
    return len(own) - sum(bool(each.negated) for each in own)
