"""Linked passages: which sentences two articles share, and what only one of them says."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparing.article_sentences import Sentence
from framing.comparing.linked_passages import THRESHOLD, Passages, Unlinked, link
from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Exclusion, Profile
from tests.command import Run
from tests.paths import SHARED
from tests.telling import words

SEEDS = SHARED / "seeds"
LEXICON = Lexicon(
    "two",
    dimensions=(
        Dimension("risk", negated="count", terms=(Term("risk*"), Term("bubble", weight=3.0))),
        Dimension("aid", negated="drop", terms=(Term("subsid*"),)),
    ),
)
HARBOUR = "The harbour lost twelve cranes in the winter storm."
LOAN = "Its owner asks the city for a loan of two million."
CRANES = "Twelve cranes of the harbour fell in a storm last night."
RISKS = "Bankers see risks and a bubble."
NO_AID = "The city denies subsidies."
MANY = [word.capitalize() for word in words(7, 3500)]
RISK = "One more strange risk is the tide."


def profile(text: str, *cuts: Exclusion) -> Profile:
    (found,) = Scanner([LEXICON]).scan([Article("0" * 16, text, excluded=cuts)])
    return found


def passages(a: str, b: str) -> Passages:
    return link(profile(a), profile(b))


def texts(side: Profile, *found: Sentence | Unlinked) -> list[str]:
    sentences = (each.sentence if isinstance(each, Unlinked) else each for each in found)
    return [side.article.text[each.start : each.end] for each in sentences]


class TestLinking:
    def test_what_both_say_is_linked_and_the_rest_is_only_in_one(self) -> None:
        a, b = profile(f"{HARBOUR} {LOAN}"), profile(f"{RISKS} {CRANES}")
        found = link(a, b)
        (pair,) = found.linked
        assert (texts(a, pair.a), texts(b, pair.b)) == ([HARBOUR], [CRANES])
        assert texts(a, *found.only_a) == [LOAN]
        assert texts(b, *found.only_b) == [RISKS]
        assert (found.near, found.note, found.threshold) == (0, "", THRESHOLD)

    def test_similarity_is_the_cosine_of_tf_idf_vectors(self) -> None:
        a, b = "Cranes fell, cranes broke.", "Cranes fell. Ferries sank."
        (pair,) = passages(a, b).linked
        sentences = [["cranes", "fell", "cranes", "broke"], ["cranes", "fell"], ["ferries", "sank"]]
        holding = Counter(word for each in sentences for word in set(each))

        def vector(words: list[str]) -> dict[str, float]:
            weights = {
                word: (1 + math.log(count)) * (1 + math.log((1 + 3) / (1 + holding[word])))
                for word, count in Counter(words).items()
            }
            length = math.hypot(*weights.values())
            return {word: weight / length for word, weight in weights.items()}

        one, other = vector(sentences[0]), vector(sentences[1])
        expected = sum(one[word] * other.get(word, 0) for word in one)
        assert pair.similarity == pytest.approx(expected, abs=1e-9)

    def test_nearest_pairs_come_first(self) -> None:
        found = passages(f"{HARBOUR} {LOAN}", f"{LOAN} {CRANES}")
        nearest, other = (each.similarity for each in found.linked)
        assert nearest == 1 > other

    def test_a_sentence_is_linked_once(self) -> None:
        """The second telling has a counterpart, which has a nearer one."""
        a, b = profile(HARBOUR), profile(f"{CRANES} {HARBOUR}")
        found = link(a, b)
        assert [texts(b, each.b) for each in found.linked] == [[HARBOUR]]
        assert (found.near, found.only_b) == (1, ())

    def test_case_and_marks_make_no_difference(self) -> None:
        (pair,) = passages(HARBOUR, f"“{HARBOUR.upper()}”").linked
        assert pair.similarity == 1

    def test_function_words_alone_link_nothing(self) -> None:
        found = passages("It was then that they had been there.", "It was the ferry that sank.")
        assert not found.linked

    def test_one_word_in_common_links_nothing_but_the_same_fragment(self) -> None:
        found = passages("It sank.", "Does every ferry that sank matter?")
        assert (found.linked, found.only_a) == ((), ())
        assert len(passages("It sank.", "They sank.").linked) == 1

    def test_a_sentence_of_function_words_is_linked_with_itself(self) -> None:
        assert len(passages("Who are they?", f"{LOAN} Who are they?").linked) == 1

    def test_long_articles(self) -> None:
        """Of equal sentences the first is linked, however far apart they stand."""
        others = [" ".join(each) + "." for each in zip(*[iter(MANY)] * 5, strict=True)]
        a = profile(" ".join([HARBOUR, *others[:600], LOAN, HARBOUR]))
        found = link(a, profile(f"{HARBOUR} {LOAN}"))
        assert texts(a, *(each.a for each in found.linked)) == [HARBOUR, LOAN]
        assert [each.a.start > 0 for each in found.linked] == [False, True]
        assert (len(found.only_a), found.near) == (600, 1)


class TestOnlyInOne:
    def test_the_most_framing_comes_first(self) -> None:
        """Weights: RISKS 1 + 3, RISK 1; the aid is denied and does not count."""
        a = profile(f"{NO_AID} {RISK} {LOAN} {RISKS}")
        found = link(a, profile(HARBOUR))
        assert texts(a, *found.only_a) == [RISKS, RISK, NO_AID, LOAN]
        assert [each.sentence.weight for each in found.only_a] == [4, 1, 0, 0]

    def test_a_fragment_comes_last_whatever_it_carries(self) -> None:
        """Of `So risky!` one term remains, which says nothing of what was risky."""
        a = profile(f"So risky! {LOAN}")
        assert texts(a, *link(a, profile(HARBOUR)).only_a) == [LOAN, "So risky!"]

    def test_of_equal_framing_the_least_alike_comes_first(self) -> None:
        known = "A harbour pilot welcomes every foreign captain with tea."
        a = profile(f"{known} {LOAN}")
        assert texts(a, *link(a, profile(f"{HARBOUR} {RISKS}")).only_a) == [LOAN, known]

    def test_matches_stand_with_their_sentence(self) -> None:
        found = passages(HARBOUR, f"{LOAN} {RISKS} {NO_AID}")
        entries = [[match.entry for match in each.sentence.matches] for each in found.only_b]
        assert entries == [["risk*", "bubble"], [], ["subsid*"]]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("“We sank,” he said. (Truly.)", ["“We sank,” he said.", "(Truly.)"]),
            ("It sank.It rose", ["It sank.It rose"]),
            ("船沉了。人活着。", ["船沉了。", "人活着。"]),
            ("A heading\n\nA text.", ["A heading", "A text."]),
            ("The harbour’s", ["The harbour’s"]),
            ("He sank the shipThe mate swam", ["He sank the ship", "The mate swam"]),
        ],
    )
    def test_spans_hold_the_marks_of_their_sentence(self, text: str, expected: list[str]) -> None:
        a = profile(text)
        found = link(a, profile("Nothing alike"))
        spans = sorted((each.sentence for each in found.only_a), key=lambda each: each.start)
        assert texts(a, *spans) == expected

    def test_what_is_excluded_is_in_no_passage(self) -> None:
        text = f"{LOAN}\n\nRead more risks{HARBOUR}"
        start = text.index("Read")
        a = profile(text, Exclusion(start, text.index(HARBOUR), "related links"))
        found = link(a, profile(RISKS))
        assert texts(a, *found.only_a) == [LOAN, HARBOUR]


class TestPerhapsInBoth:
    def test_half_of_a_sentence_is_known(self) -> None:
        """The loan is asked for in both, the bishop and his chapel are new: too little to be sure
        that the other article has nothing of it."""
        half = "With a loan from the city Bishop Olaf of Brandt rebuilt an old chapel of stone."
        a, b = profile(half), profile(f"{HARBOUR} {LOAN} {RISKS}")
        found = link(a, b)
        (unsure,) = found.perhaps_a
        assert (found.linked, found.only_a) == ((), ())
        assert texts(b, *unsure.nearest) == [LOAN]
        assert 0 < unsure.similarity < THRESHOLD

    def test_what_the_other_says_in_two_sentences_is_nearest_to_both(self) -> None:
        told = "Gales broke cranes, so Brandt, tired, begs ministers for loans."
        first = "Gales blew over seven rusty cranes near Malmo at dawn."
        second = "Tomorrow Brandt hears about fresh loans for ferries in Lund."
        a, b = profile(told), profile(f"{NO_AID} {first} {second} {RISK}")
        (unsure,) = link(a, b).perhaps_a
        assert texts(b, *unsure.nearest) == [first, second]

    @pytest.mark.parametrize(
        "told",
        [
            "Analysts were warning investors about a dangerous bubble.",
            "Analyst warns: investor dangers, bubbles.",
        ],
    )
    def test_inflected_words_are_the_same(self, told: str) -> None:
        a = profile(told)
        found = link(a, profile(f"An analyst warned the investor of bubbles and danger. {LOAN}"))
        assert len(found.linked) == 1

    def test_nothing_is_nearest_where_nothing_is_shared(self) -> None:
        (only,) = passages(LOAN, "Ferries sank.").only_a
        assert (only.nearest, only.similarity) == ((), 0)


class TestLittleToCompare:
    @pytest.mark.parametrize("one", ["", "…", "?!"])
    def test_an_article_without_words(self, one: str) -> None:
        found = passages(one, f"{LOAN} {RISKS}")
        assert (found.note, found.linked, found.only_a) == ("no words", (), ())
        assert len(found.only_b) == 2

    def test_no_shared_words(self) -> None:
        found = passages(LOAN, "Ferries sank.")
        assert (found.note, found.linked) == ("no shared words", ())
        assert (len(found.only_a), len(found.only_b)) == (1, 1)

    def test_the_same_words(self) -> None:
        found = passages(f"{LOAN} {RISKS}", f"{LOAN}\n\n{RISKS}")
        assert (found.note, found.only_a, found.only_b) == ("same words", (), ())

    def test_one_sentence_each(self) -> None:
        assert len(passages(LOAN, LOAN.replace("two", "three")).linked) == 1


WORDS = st.sampled_from(
    ["risk", "Crane", "the", "loan", "不", "A.I.", "bubble", "subsidy", "–", "“"]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.tuples(WORDS, st.sampled_from([" ", ". ", "\n\n", "? "])), max_size=30).map(
        lambda parts: "".join(word + gap for word, gap in parts)
    ),
)


@given(TEXTS, TEXTS)
def test_every_sentence_is_in_one_place_and_sides_can_be_swapped(one: str, other: str) -> None:
    a, b = profile(one), profile(other)
    found, swapped = link(a, b), link(b, a)
    alone = [found.only_a, found.only_b, found.perhaps_a, found.perhaps_b]
    placed = 2 * len(found.linked) + sum(map(len, alone)) + found.near
    assert placed == a.sentences + b.sentences
    assert all(THRESHOLD <= each.similarity <= 1 for each in found.linked)
    assert {(each.a, each.b) for each in found.linked} == {
        (each.b, each.a) for each in swapped.linked
    }
    assert (found.only_a, found.only_b) == (swapped.only_b, swapped.only_a)
    assert (found.perhaps_a, found.perhaps_b) == (swapped.perhaps_b, swapped.perhaps_a)


class TestCommand:
    @pytest.fixture
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        one, other = tmp_path / "one.txt", tmp_path / "other.txt"
        one.write_text(f"{HARBOUR} {LOAN}", encoding="utf-8")
        other.write_text(f"{CRANES} Analysts warn of a bubble.", encoding="utf-8")
        return one, other

    def test_passages_are_printed(self, framing: Run, files: tuple[Path, Path]) -> None:
        out = framing("compare", *files).out
        assert "1 pair of sentences linked, 1 sentence only in A, 1 only in B" in out
        assert "cosine .30 or more" in out
        lines = out.splitlines()
        (heading,) = (number for number, line in enumerate(lines) if line.startswith("only in B "))
        assert "Analysts warn of a bubble." in lines[heading + 1]
        assert "risk" in lines[heading + 1]

    def test_json_has_passages_by_dimension(self, framing: Run, files: tuple[Path, Path]) -> None:
        found = framing("compare", *files, "--json").rows
        rows = {row["dimension"]: row["passages"] for row in found}
        (only,) = rows["risk"]["only_b"]
        text = files[1].read_text(encoding="utf-8")
        assert text[only["start"] : only["end"]] == only["text"] == "Analysts warn of a bubble."
        assert [match["entry"] for match in only["matches"]][-1] == "bubble*"
        assert (only["similarity"], only["nearest"]) == (0, [])
        assert rows["risk"]["threshold"] == THRESHOLD > rows["risk"]["lower_threshold"]
        assert rows["state_support"]["only_b"] == []

    def test_what_is_unsure_stands_with_the_nearest(
        self, framing: Run, files: tuple[Path, Path]
    ) -> None:
        unsure = "Risks for the harbour, said twelve divers, come from a storm of salt."
        files[0].write_text(unsure, encoding="utf-8")
        out = framing("compare", *files).out
        assert "2 perhaps in both" in out
        lines = out.splitlines()
        (at,) = (n for n, line in enumerate(lines) if line.startswith("perhaps also in B "))
        assert unsure in lines[at + 1]
        assert "nearest in B" in lines[at + 2]
        assert CRANES in lines[at + 2]
        found = framing("compare", *files, "--json").rows
        (row,) = (row["passages"]["perhaps_a"] for row in found if row["dimension"] == "risk")
        assert [near["text"] for near in row[0]["nearest"]] == [CRANES]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("…", "an article without words has no passages to compare"),
            ("Ferries sank.", "the two articles share no words"),
            (f"{HARBOUR}\n\n{LOAN}", "the two articles have the same words"),
        ],
    )
    def test_little_to_compare_is_said(
        self, framing: Run, files: tuple[Path, Path], text: str, said: str
    ) -> None:
        files[1].write_text(text, encoding="utf-8")
        done = framing("compare", *files)
        assert done.code == 0
        assert said in done.out
        assert "nan" not in done.out.lower()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents are not at hand")
def test_risks_of_one_report_are_only_in_it(framing: Run) -> None:
    files = [next(SEEDS.glob(f"{number}_*.txt")) for number in ("000", "003")]
    rows = framing("compare", *files, "--json").rows
    (risk,) = (row["passages"] for row in rows if row["dimension"] == "risk")
    said = " ".join(each["text"] for each in risk["only_b"])
    for passage in ("“bubble” around humanoid", "risks of over-investment"):
        assert passage in said
    unsure = " ".join(each["text"] for each in risk["perhaps_b"])
    assert "not without risks" in unsure
