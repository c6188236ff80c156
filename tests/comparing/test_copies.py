"""Copies of one text: what is a family, whatever the order, and how a library keeps them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparing import copy_families
from framing.library import Library
from framing.library.similar_articles import SimilarArticles
from framing.model import Article, Exclusion, Profile
from tests.command import Run
from tests.laws import examples
from tests.library_world import BOTH, article, profile
from tests.telling import story

REPORT = " ".join(story(1))
OTHER = " ".join(story(2))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "framing.db", create=True) as opened:
        yield opened


def held(article: Article) -> Profile:
    return replace(profile(article.text), article=article)


def add(library: Library, *articles: Article) -> None:
    run = library.runs.begin("import", BOTH, {})
    library.runs.add(run, "a.txt", [held(each) for each in articles])
    copy_families.update(library)


def copies_of(library: Library, *articles: Article) -> set[frozenset[str]]:
    """The families, after adding articles."""
    add(library, *articles)
    groups: dict[str, set[str]] = {}
    for member, family in library.similar.families().items():
        groups.setdefault(family, set()).add(member)
    return {frozenset(each) for each in groups.values()}


def family(*articles: Article) -> set[frozenset[str]]:
    return {frozenset(each.id for each in articles)}


SENTENCES = story(1)
AGENCY = f"HARBOUR TOWN (Wire) - {REPORT}\n\n(Reporting by the desk of Wire)"
COPIES = [
    pytest.param(REPORT, id="the same text"),
    pytest.param(AGENCY, id="with an agency line"),
    pytest.param(" ".join(SENTENCES[:12]), id="the first 150 words"),
    pytest.param(" ".join(SENTENCES[15:]), id="the second half"),
    pytest.param(REPORT.upper(), id="in capitals"),
    pytest.param(REPORT.replace(". ", ".\n\n"), id="in other paragraphs"),
    pytest.param(REPORT.replace(".", "ly."), id="with one word in twelve changed"),
    pytest.param(" ".join([*SENTENCES[:8], *story(9, 4), *SENTENCES[8:]]), id="with an insertion"),
]


class TestWhatIsACopy:
    @pytest.mark.parametrize("text", COPIES)
    def test_a_copy_is_found(self, library: Library, text: str) -> None:
        one, copy = article(REPORT), article(text, "The Gazette")
        assert copies_of(library, one, copy, article(OTHER)) == family(one, copy)

    def test_another_text_is_none(self, library: Library) -> None:
        assert copies_of(library, article(REPORT), article(OTHER)) == set()

    def test_a_quotation_makes_no_copy(self, library: Library) -> None:
        quoting = " ".join([*story(2, 20), *SENTENCES[:8]])
        assert copies_of(library, article(REPORT), article(quoting)) == set()

    @pytest.mark.parametrize("words", [1, 5, 20])
    def test_a_short_text_is_a_copy_only_word_for_word(self, library: Library, words: int) -> None:
        text = " ".join(REPORT.split()[:words])
        one, same = article(text), article(text, "The Gazette")
        assert copies_of(library, one, same, article(f"Other {text}")) == family(one, same)

    def test_articles_without_words_are_no_copies(self, library: Library) -> None:
        assert copies_of(library, article("…"), article("", "B"), article("", "C")) == set()

    def test_a_title_does_not_matter(self, library: Library) -> None:
        text = " ".join(REPORT.split()[:30])
        one = article(f"One title\n\n{text}", title="One title")
        other = article(f"Quite another\n\n{text}", title="Quite another")
        assert copies_of(library, one, other) == family(one, other)

    def test_the_same_title_alone_makes_no_copy(self, library: Library) -> None:
        title = " ".join(REPORT.split()[:40])
        texts = [f"{title}\n\n{' '.join(story(seed, 3))}" for seed in (5, 6)]
        assert copies_of(library, *(article(text, title=title) for text in texts)) == set()

    def test_what_is_excluded_does_not_matter(self, library: Library) -> None:
        box = " ".join(story(7, 60))
        boxed = [
            article(f"{box} {text}", excluded=(Exclusion(0, len(box), "author box"),))
            for text in (REPORT, OTHER)
        ]
        assert copies_of(library, *boxed) == set()

    def test_copies_of_a_copy_are_one_family(self, library: Library) -> None:
        made = [article(" ".join(SENTENCES[:count])) for count in (6, 13, 30)]
        assert copies_of(library, *made) == family(*made)

    def test_a_digest_joins_no_unrelated_texts(self, library: Library) -> None:
        digest = article(f"{REPORT}\n\n{OTHER}")
        parts = article(REPORT), article(OTHER)
        assert copies_of(library, *parts, digest) == set()

    def test_a_digest_leaves_families_as_they_are(self, library: Library) -> None:
        digests = [article(f"{REPORT} {OTHER}\n\n{end}") for end in ("", "Until tomorrow.")]
        report, agency = article(REPORT), article(AGENCY)
        found = copies_of(library, report, agency, article(OTHER), *digests)
        assert found == family(report, agency) | family(*digests)

    def test_a_text_with_a_brief_below_it_is_a_copy_and_the_brief_is_none(
        self, library: Library
    ) -> None:
        brief = " ".join(story(12, 8))
        report, longer = article(REPORT), article(f"{REPORT}\n\n{brief}")
        assert copies_of(library, report, longer, article(brief)) == family(report, longer)

    def test_a_live_blog_joins_no_unrelated_texts(self, library: Library) -> None:
        """It grows over the day: the first version has one of the texts, the last has both."""
        posts = [*story(20, 12), *SENTENCES[:10], *story(21, 12), *story(2, 10), *story(22, 12)]
        versions = [article(" ".join(posts[:count])) for count in (24, 36, 56)]
        texts = article(" ".join(SENTENCES[:10])), article(" ".join(story(2, 10)))
        for found in copies_of(library, *texts, *versions):
            assert not {each.id for each in texts} <= found

    def test_a_box_that_two_papers_print_joins_them_not(self, library: Library) -> None:
        box = " ".join(story(30, 5))
        papers = [article(f"{' '.join(story(seed, 150))} {box}") for seed in (31, 32)]
        assert copies_of(library, article(box), *papers) == set()

    def test_a_text_that_a_hundred_print_is_one_family(self, library: Library) -> None:
        made = [article(f"{' '.join(story(100 + n, 1))} {REPORT}", f"S{n}") for n in range(100)]
        assert copies_of(library, *made) == family(*made)

    def test_what_others_quote_hides_no_copy(self, library: Library) -> None:
        """In the order of ids two who quote nearly all of the text stand between its copies."""
        texts = [
            REPORT,
            " ".join([*SENTENCES[:13], *story(5)]),
            " ".join([*SENTENCES[13:26], *story(6)]),
            AGENCY,
        ]
        made = [replace(article(text), id=f"{n}" * 16) for n, text in enumerate(texts)]
        assert copies_of(library, *made) == family(made[0], made[3])

    def test_characters_of_scripts_without_spaces(self, library: Library) -> None:
        chance = random.Random(3)
        text = "".join(chance.choices([chr(code) for code in range(0x4E00, 0x4F00)], k=300))
        one, copy = article(text), article(text[:200], "B")
        assert copies_of(library, one, copy, article(text[::-1])) == family(one, copy)


POOL = [
    article(REPORT, "A"),
    article(AGENCY, "B"),
    article(" ".join(SENTENCES[:14]), "C"),
    article(" ".join(SENTENCES[16:]), "D"),
    article(OTHER, "A"),
    article(OTHER, "B"),
    article(" ".join(story(3)), "A"),
    article(" ".join([*story(3)[:20], *story(4)[:20]]), "B"),
    article(" ".join(story(4)), "C"),
    article("Brief.", "A"),
    article("Brief.", "B"),
]


class TestOrder:
    @examples(30)
    @given(st.permutations(POOL), st.lists(st.integers(1, 10), max_size=4))
    def test_families_are_the_same_whatever_the_order(
        self, tmp_path_factory: pytest.TempPathFactory, order: list[Article], cuts: list[int]
    ) -> None:
        folder = tmp_path_factory.mktemp("order")
        with (
            Library(folder / "once.db", create=True) as once,
            Library(folder / "by parts.db", create=True) as by_parts,
        ):
            expected = copies_of(once, *POOL)
            for part in _parts(order, cuts):
                found = copies_of(by_parts, *part)
            assert found == expected

    def test_a_removed_bridge_parts_what_it_joined(self, library: Library) -> None:
        first, middle, last = (
            article(" ".join(SENTENCES[low:high])) for low, high in ((0, 20), (5, 25), (12, 30))
        )
        assert copies_of(library, first, middle, last) == family(first, middle, last)
        library.articles.remove([middle.id])
        assert copies_of(library) == set()


def _parts(order: Sequence[Article], cuts: Sequence[int]) -> list[Sequence[Article]]:
    edges = [0, *sorted(set(cuts)), len(order)]
    return [order[low:high] for low, high in pairwise(edges)]


class TestWhoStandsForAFamily:
    def test_the_earliest_whatever_came_first(self, library: Library) -> None:
        undated, late, early, as_early = (
            article(REPORT, source, published=date)
            for source, date in [("A", ""), ("B", "2025-03-02"), ("C", "2025-03-01"),
                                 ("D", "2025-03-01")]
        )  # fmt: skip
        for each in (undated, late, early, as_early):
            add(library, each)
        members = (undated, late, early, as_early)
        first = min(early.id, as_early.id)
        assert library.similar.families() == {each.id: first for each in members}

    def test_a_corrected_date_counts_at_once(self, library: Library) -> None:
        one, other = article(REPORT, "A"), article(REPORT, "B")
        add(library, one, other)
        library.articles.edit(other.id, {"published": "2025-01-01"})
        assert set(library.similar.families().values()) == {other.id}

    def test_who_is_left_alone_has_no_family(self, library: Library) -> None:
        one, other = article(REPORT, "A"), article(REPORT, "B")
        add(library, one, other)
        library.articles.remove([one.id])
        assert library.similar.families() == {}


class TestKeeping:
    def test_nothing_is_done_where_nothing_changed(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(library, article(REPORT, "A"), article(REPORT, "B"))
        monkeypatch.setattr(SimilarArticles, "pairs", None)
        copy_families.update(library)

    def test_only_new_articles_are_read(self, library: Library) -> None:
        add(library, article(REPORT))
        seen: list[int] = []
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "b.txt", [held(article(OTHER)), held(article(REPORT, "B"))])
        copy_families.update(library, lambda size: lambda done: seen.extend((size, done)))
        assert seen == [2, 2]

    def test_an_update_that_was_cut_short_is_finished_by_the_next(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(SimilarArticles, "keep_families", _stop)
            with pytest.raises(KeyboardInterrupt):
                add(library, article(REPORT, "A"), article(REPORT, "B"))
        assert library.similar.families() == {}
        copy_families.update(library)
        assert len(library.similar.families()) == 2

    def test_other_excluded_spans_give_another_sketch(self, library: Library) -> None:
        both = f"{OTHER}\n\n{' '.join(story(8))}"
        made = article(both)
        add(library, made, article(OTHER))
        assert len(library.similar.families()) == 2
        cut = replace(made, excluded=(Exclusion(0, len(OTHER), "related links"),))
        library.runs.rescore(library.runs.begin("score", BOTH, {}), [held(cut)])
        copy_families.update(library)
        assert library.similar.families() == {}

    def test_an_import_finds_copies(self, framing: Run, tmp_path: Path) -> None:
        for name, text in (("a", REPORT), ("b", AGENCY), ("c", OTHER)):
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
            db = ("--db", tmp_path / "l.db")
            assert framing("import", tmp_path / f"{name}.txt", "--source", name, *db).code == 0
        with Library(tmp_path / "l.db") as opened:
            sources = {each.article.id: each.article.source for each in opened.articles.read()}
            assert {sources[each] for each in opened.similar.families()} == {"a", "b"}

    def test_a_library_from_before_is_brought_up_to_date(
        self, framing: Run, library: Library
    ) -> None:
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "a", [held(article(REPORT, name)) for name in "AB"])
        assert framing("articles", "--db", library.path).code == 0
        assert len(library.similar.families()) == 2


class TestCommand:
    @pytest.fixture
    def db(self, tmp_path: Path) -> Path:
        path = tmp_path / "l.db"
        with Library(path, create=True) as opened:
            add(
                opened,
                article(REPORT, "The Daily", title="Cranes fall", published="2025-03-02"),
                article(AGENCY, "Wire", published="2025-03-01"),
                article(" ".join(SENTENCES[:12]), "The Gazette", published="2025-03-04"),
                *(article(OTHER, name) for name in ("The Daily", "Morning Sun")),
                article(" ".join(story(3)), "The Gazette"),
            )
        return path

    def test_families_the_largest_first(self, framing: Run, db: Path) -> None:
        header, first, second = framing("copies", "--db", db).out.splitlines()
        assert header.split() == ["family", "days", "articles", "printed", "by", "text"]
        assert "2025-03-01 – 2025-03-04" in first
        assert "The Daily, The Gazette, Wire" in first
        assert "Morning Sun, The Daily" in second

    def test_the_copies_of_an_article(self, framing: Run, db: Path) -> None:
        family = framing("copies", "--db", db, "--json").rows[0]
        last = family["members"][-1]["article_id"]
        out = framing("copies", last[:8], "--db", db).out
        assert [line.split()[0] for line in out.splitlines()[1:4]] == [
            each["article_id"] for each in family["members"]
        ]
        assert "3 articles with one text; the first stands for it" in out

    def test_json(self, framing: Run, db: Path) -> None:
        first, second = framing("copies", "--json", "--db", db).rows
        assert (first["articles"], first["first"], first["last"]) == (3, "2025-03-01", "2025-03-04")
        assert first["sources"] == ["The Daily", "The Gazette", "Wire"]
        assert [each["source"] for each in first["members"]] == ["Wire", "The Daily", "The Gazette"]
        assert first["family"] == first["members"][0]["article_id"]
        assert [each["shared"] for each in first["members"]] == [1, 1, 1]
        assert (second["first"], second["articles"]) == (None, 2)

    def test_a_share_is_of_the_shorter_text(self, framing: Run, tmp_path: Path) -> None:
        """Two sentences in five are others, and the shingles over their edges."""
        mixed = " ".join([*SENTENCES[:18], *story(9, 12)])
        with Library(tmp_path / "l.db", create=True) as opened:
            add(opened, article(REPORT, published="2025-01-01"), article(mixed))
        (found,) = framing("copies", "--json", "--db", tmp_path / "l.db").rows
        assert found["members"][1]["shared"] == pytest.approx(0.6, abs=0.1)

    def test_of_a_source_and_so_many(self, framing: Run, db: Path) -> None:
        assert len(framing("copies", "--source", "The Daily", "--json", "--db", db).rows) == 2
        (found,) = framing("copies", "--source", "Wire", "--json", "--db", db).rows
        assert len(found["members"]) == 3
        assert "and 1 more" in framing("copies", "--limit", "1", "--db", db).out

    def test_what_there_is_not(self, framing: Run, db: Path, tmp_path: Path) -> None:
        with Library(db) as opened:
            (alone,) = set(opened.articles.ids()) - set(opened.similar.families())
        assert f"article {alone} has no copies" in framing("copies", alone, "--db", db).err
        assert (
            "no source “Wired” (there are “Wire”"
            in framing("copies", "--source", "Wired", "--db", db).err
        )
        with Library(tmp_path / "one.db", create=True) as opened:
            add(opened, article(REPORT))
        done = framing("copies", "--db", tmp_path / "one.db")
        assert (done.code, done.out) == (0, "")
        assert "no article is a copy of another" in done.err


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
