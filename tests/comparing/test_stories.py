"""Stories: articles on one event, near in words and days, whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparing import stories
from framing.comparing.story_clusters import NEVER, THRESHOLD, Told, events
from framing.comparing.word_bags import bags, opened
from framing.library import Library
from framing.library.similar_articles import SimilarArticles
from framing.model import Article, Exclusion
from tests.command import Run
from tests.growth import Linear
from tests.laws import examples
from tests.library_world import BOTH, article, profile
from tests.telling import report, words


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "framing.db", create=True) as opened:
        yield opened


def add(library: Library, *articles: Article) -> None:
    run = library.runs.begin("import", BOTH, {})
    held = [replace(profile(each.text), article=each) for each in articles]
    library.runs.add(run, "a.txt", held)
    stories.update(library)


def told(event: int, teller: int, day: int = 1, **known: object) -> Article:
    """An article on an event, of the day of a month."""
    published = f"2025-03-{day:02}" if day else ""
    return article(report(event, teller), f"Paper {teller}", **{"published": published, **known})


def grouped(library: Library) -> set[frozenset[str]]:
    return {frozenset(each) for each in library.similar.stories().values()}


def group(*articles: Article) -> frozenset[str]:
    return frozenset(each.id for each in articles)


class TestWhatIsAStory:
    def test_articles_on_one_event(self, library: Library) -> None:
        one, two = [told(1, n) for n in (1, 2, 3)], [told(2, n) for n in (4, 5)]
        add(library, *one, *two, told(3, 6))
        assert grouped(library) == {group(*one), group(*two)}

    def test_two_articles_alone_in_a_library(self, library: Library) -> None:
        """The words that only one of them holds keep them apart."""
        add(library, told(1, 1), told(2, 2))
        assert grouped(library) == set()

    @pytest.mark.parametrize(("day", "joined"), [(1, True), (3, True), (4, True), (5, False)])
    def test_within_three_days(self, library: Library, day: int, joined: bool) -> None:
        first, second = told(1, 1, 1), told(1, 2, day)
        add(library, first, second)
        assert grouped(library) == ({group(first, second)} if joined else set())

    def test_the_further_apart_the_more_alike_they_have_to_be(self, library: Library) -> None:
        """Two texts of 60 words, 20 of them in common, are .29 alike among thirty others: enough
        for one day between them, too little for two."""
        one, other = words(1, 60), [*words(1, 20), *words(2, 40)]
        far = [article(" ".join(words(seed, 60)), str(seed)) for seed in range(10, 40)]
        for day, joined in ((2, True), (3, False)):
            pair = (
                article(" ".join(one), "A", published="2025-03-01"),
                article(" ".join(other), "B", published=f"2025-03-0{day}"),
            )
            add(library, *pair, *far)
            assert grouped(library) == ({group(*pair)} if joined else set())
            library.articles.remove([each.id for each in (*pair, *far)])

    def test_title_and_lead_weigh_more_than_the_rest(self) -> None:
        """Two articles share the first 40 of their 280 words, two others the last 40."""
        opening, ending = words(1, 40), words(2, 40)
        rest = [words(seed, 240) for seed in range(10, 14)]
        texts = [
            *([*opening, *each] for each in rest[:2]),
            *([*each, *ending] for each in rest[2:]),
        ]
        found = bags([article(" ".join(each)) for each in texts])
        (story,) = events([Told(1, bag) for bag in found])
        assert set(story) == {0, 1}

    def test_the_lead_begins_below_the_title(self) -> None:
        title, *rest = [f"term{n}" for n in range(101)]
        (bag,) = bags([article(" ".join([*([title] * 10), *rest]), title=" ".join([title] * 10))])
        _, counts = opened(bag)
        assert sorted(counts.tolist()) == [1] * 20 + [3] * 80 + [30]

    def test_a_story_never_drags_on(self, library: Library) -> None:
        """Everybody is near the central article, not only near a neighbour."""
        add(library, *(told(1, day, day) for day in range(1, 29)))
        found = library.similar.stories()
        published = {each.article.id: each.article.published for each in library.articles.read()}
        for story in found.values():
            central, *others = (int(published[each][-2:]) for each in story)
            assert all(abs(central - day) <= 3 for day in others)

    def test_an_article_without_a_date_joins_by_its_words(self, library: Library) -> None:
        dated, undated, other = told(1, 1, 1), told(1, 2, 0), told(2, 3, 0)
        add(library, dated, undated, other)
        assert grouped(library) == {group(dated, undated)}

    def test_an_article_without_a_date_joins_no_two_events(self, library: Library) -> None:
        add(library, early := told(1, 1, 1), told(1, 2, 0), late := told(1, 3, 20))
        (story,) = grouped(library)
        assert not {early.id, late.id} <= story

    def test_an_article_without_a_date_draws_none_from_a_dated_story(self) -> None:
        """The one between tells of both events, and more of the one without a date."""
        here, there = words(1, 20), words(2, 12)
        texts = [
            *(" ".join(here) for _ in range(6)),
            " ".join([*here[:10], *there]),
            " ".join(there),
        ]
        found = bags([article(text) for text in texts])
        given = [Told(NEVER if place == 7 else 1, bag) for place, bag in enumerate(found)]
        (story,) = events(given)
        assert set(story) == set(range(7))

    def test_half_a_date_is_none(self, library: Library) -> None:
        one, other = told(1, 1, 0, published="2025"), told(1, 2, 9)
        add(library, one, other)
        assert grouped(library) == {group(one, other)}

    def test_copies_count_once(self, library: Library) -> None:
        text = report(1, 1)
        copies = [article(text, f"Paper {n}", published=f"2025-03-0{n}") for n in (1, 2)]
        add(library, *copies)
        assert grouped(library) == set()
        add(library, other := told(1, 3, 1))
        assert grouped(library) == {group(*copies, other)}

    def test_excluded_spans_tell_nothing(self, library: Library) -> None:
        one, other = report(1, 1), report(2, 2)
        boxed = article(f"{one}\n\n{other}", published="2025-03-01")
        cut = Exclusion(len(one), len(boxed.text), "related links")
        add(library, replace(boxed, excluded=(cut,)), told(2, 3, 1))
        assert grouped(library) == set()

    @pytest.mark.parametrize("texts", [[], [""], ["…", "?"], ["Word."], ["The", "the", "of"]])
    def test_nothing_to_compare(self, library: Library, texts: list[str]) -> None:
        add(library, *(article(text, str(n)) for n, text in enumerate(texts)))
        assert grouped(library) == set()

    def test_the_central_article_comes_first(self, library: Library) -> None:
        add(library, *(told(1, n) for n in range(6)))
        ((first, *others),) = (list(each.values()) for each in library.similar.stories().values())
        assert first == 1
        assert others == sorted(others, reverse=True)
        assert all(THRESHOLD <= each < 1 for each in others)


POOL = [told(event, 10 * event + n, 1 + 2 * n) for event in range(3) for n in range(3)]


class TestOrder:
    @examples(15)
    @given(st.permutations(POOL), st.integers(1, 8))
    def test_stories_are_the_same_whatever_the_order(
        self, tmp_path_factory: pytest.TempPathFactory, order: list[Article], cut: int
    ) -> None:
        folder = tmp_path_factory.mktemp("order")
        with (
            Library(folder / "once.db", create=True) as once,
            Library(folder / "parts.db", create=True) as parts,
        ):
            add(once, *POOL)
            add(parts, *order[:cut])
            add(parts, *order[cut:])
            assert [*parts.similar.stories().values()] and grouped(once) == grouped(parts)

    def test_a_story_keeps_its_number(self, library: Library) -> None:
        add(library, told(1, 1), told(1, 2), told(2, 3), told(2, 4))
        number = {frozenset(each): number for number, each in library.similar.stories().items()}
        first, second = group(told(1, 1), told(1, 2)), group(told(2, 3), told(2, 4))
        add(library, *(told(3, n) for n in range(10, 16)), told(2, 5))
        for had in (first, second):
            (now,) = (n for n, story in library.similar.stories().items() if had <= story.keys())
            assert now == number[had]
        assert max(library.similar.stories()) == 3

    def test_the_number_of_a_story_that_is_gone_is_not_given_again(self, library: Library) -> None:
        add(library, told(1, 1), gone := told(1, 2))
        library.articles.remove([gone.id])
        add(library, told(2, 3), told(2, 4))
        assert list(library.similar.stories()) == [2]


class TestKeeping:
    def test_nothing_is_done_where_nothing_changed(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(library, told(1, 1), told(1, 2))
        monkeypatch.setattr(SimilarArticles, "bags", None)
        stories.update(library)

    def test_a_corrected_date_moves_an_article(self, library: Library) -> None:
        add(library, told(1, 1), moved := told(1, 2))
        library.articles.edit(moved.id, {"published": "2024-01-01"})
        stories.update(library)
        assert grouped(library) == set()

    def test_what_somebody_broke_is_passed_over(self, library: Library) -> None:
        add(library, broken := told(1, 1), one := told(1, 2), other := told(1, 3))
        library.similar.keep_bags({broken.id: b"odd"})
        library.articles.remove([other.id])
        stories.update(library)
        assert grouped(library) == set()
        library.similar.keep_bags(dict(zip([broken.id], bags([broken]), strict=True)))
        add(library, told(5, 5))
        assert grouped(library) == {group(broken, one)}

    def test_an_update_that_was_cut_short_is_finished_by_the_next(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(SimilarArticles, "keep_stories", stop)
            with pytest.raises(KeyboardInterrupt):
                add(library, told(1, 1), told(1, 2))
        stories.update(library)
        assert len(grouped(library)) == 1


@given(st.lists(st.tuples(st.integers(-1, 5), st.binary(max_size=40)), max_size=12))
def test_any_bags_give_stories_of_articles_that_are_near(drawn: list[tuple[int, bytes]]) -> None:
    given = [Told(day, bag[: len(bag) // 4 * 4]) for day, bag in drawn]
    seen: set[int] = set()
    for story in events(given):
        central, *others = story
        assert not seen & story.keys()
        seen |= story.keys()
        assert others
        for place in others:
            near = abs(given[place].day - given[central].day) <= 3
            assert near or given[place].day == NEVER
            assert story[place] >= THRESHOLD


class TestCommands:
    @pytest.fixture
    def db(self, tmp_path: Path) -> Path:
        path = tmp_path / "l.db"
        with Library(path, create=True) as library:
            copied = article(report(1, 2), "Copying Post", published="2025-03-03")
            add(library, told(1, 1), told(1, 2), told(1, 3), copied, told(2, 4), told(2, 5, 2))
        return path

    def test_who_covered_what(self, framing: Run, db: Path) -> None:
        out = framing("stories", "--db", db).out
        header, first, second, method = out.splitlines()
        assert header.split()[:4] == ["story", "days", "articles", "copies"]
        assert "2025-03-01 – 2025-03-03" in first
        assert "Copying Post, Paper 1, Paper 2, Paper 3" in first
        assert "Paper 4, Paper 5" in second
        assert "cosine with the central article 0.20 or more, 0.05 more for each day" in method

    def test_json(self, framing: Run, db: Path) -> None:
        first, second = framing("stories", "--json", "--db", db).rows
        assert (first["articles"], first["copies"], second["articles"]) == (3, 1, 2)
        assert (first["first"], first["last"]) == ("2025-03-01", "2025-03-03")
        (copy,) = (each for each in first["members"] if each["copy_of"])
        assert copy["source"] == "Copying Post"
        assert copy["copy_of"] in {each["article_id"] for each in first["members"]}
        listed = framing("articles", "--json", "--db", db).rows
        assert {row["story"] for row in listed} == {first["story"], second["story"]}
        assert sum(row["family"] == copy["copy_of"] for row in listed) == 2

    def test_one_story(self, framing: Run, db: Path) -> None:
        number = framing("stories", "--json", "--db", db).rows[0]["story"]
        out = framing("stories", number, "--db", db).out
        assert out.splitlines()[0].split()[:5] == ["id", "published", "source", "cosine", "title"]
        assert "3 articles, and copies (=): 1" in out

    def test_the_articles_of_a_story_are_compared(self, framing: Run, db: Path) -> None:
        number = framing("stories", "--json", "--db", db).rows[1]["story"]
        done = framing("compare", "--story", number, "--db", db)
        assert done.code == 0
        assert "Paper 4" in done.out and "Paper 5" in done.out

    def test_of_many_articles_four_of_different_sources_are_compared(
        self, framing: Run, db: Path
    ) -> None:
        with Library(db) as library:
            more = [article(report(2, n), "Paper 4", published="2025-03-01") for n in range(50, 60)]
            add(library, *more, told(2, 6), told(2, 7))
        number = framing("stories", "--json", "--db", db).rows[0]["story"]
        done = framing("compare", "--story", number, "--json", "--db", db)
        assert "has 14 articles" in done.err
        compared = {row[side] for row in done.rows for side in ("source_a", "source_b")}
        assert compared == {"Paper 4", "Paper 5", "Paper 6", "Paper 7"}

    @pytest.mark.parametrize("command", [["stories", "77"], ["compare", "--story", "77"]])
    def test_no_such_story(self, framing: Run, db: Path, command: list[str]) -> None:
        done = framing(*command, "--db", db)
        assert (done.code, done.out) == (1, "")
        assert "there is no story 77 (`framing stories` lists them)" in done.err

    def test_one_article_is_offered_those_of_its_story(self, framing: Run, db: Path) -> None:
        story = framing("stories", "--json", "--db", db).rows[1]
        one, other = (each["article_id"] for each in story["members"])
        done = framing("compare", one, "--db", db)
        assert (done.code, done.out) == (2, "")
        assert f"its story has {other[:8]} (Paper " in done.err
        assert f"`framing compare --story {story['story']}`" in done.err
        unknown = framing("compare", "abcdef", "--db", db)
        assert (unknown.code, "its story" in unknown.err) == (2, False)

    def test_articles_or_a_story(self, framing: Run, db: Path) -> None:
        assert framing("compare", "--story", "1", "abcd", "--db", db).code == 2
        assert framing("compare", "--db", db).code == 2

    def test_a_library_without_stories(self, framing: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(report(1, 1), encoding="utf-8")
        framing("import", tmp_path / "a.txt", "--db", tmp_path / "one.db")
        done = framing("stories", "--db", tmp_path / "one.db")
        assert (done.code, done.out) == (0, "")
        assert "no two articles tell of one event" in done.err


def crowd(size: int) -> list[Told]:
    """Articles of one day, two for each event, with twenty words of the event and five of a topic.

    There are 22 topics: fewer articles hold a word of one than make it common.
    """
    topics = 1000 + np.arange(size) // 2 % 22 * 5
    own = 10_000 + np.arange(size) // 2 * 20
    numbers = np.concatenate(
        [topics[:, None] + np.arange(5), own[:, None] % 1_000_000 + np.arange(20)], axis=1
    )
    return [Told(1, (row << 12 | 1).astype("<u4").tobytes()) for row in numbers]


def test_in_a_large_library_words_of_a_topic_join_no_articles() -> None:
    found = events(crowd(12_000))
    assert sorted(map(sorted, found)) == [[at, at + 1] for at in range(0, 12_000, 2)]
    assert all(story[max(story)] == pytest.approx(1, abs=1e-5) for story in found)


@pytest.mark.slow
def test_many_articles_of_one_day_take_no_longer_each(linear: Linear) -> None:
    linear(events, crowd, 48_000)
