"""Laws of matching, over any text and any lexicon, and the engine against the oracle.

The texts are put together from pieces that are known to be hard: odd letters, joined words, every
kind of gap. The patterns are made of the same words, so that they are found.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from random import Random
from typing import Literal, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.lexicons.lexicon import Scope
from framing.lexicons.patterns import parse_pattern
from framing.matching import Scanner
from framing.model import Article, Exclusion, Match, Profile
from framing.text import segment
from tests.laws import examples
from tests.matching import oracle

Spans = list[tuple[int, int]]
Item = TypeVar("Item")
Entry = TypeVar("Entry", Term, Rule)
SCOPES: tuple[Scope, ...] = ("sentence", "clause")

WORDS = (
    *(
        "a",
        "I",
        "B",
        "s",
        "as",
        "the",
        "Corp",
        "mr",
        "No",
        "Ill",
        "ill",
        "x.gov",
        "support",
        "Support",
        "SUPPORT",
    ),
    *("supports", "fund", "state", "backed", "mindsetAs", "supportThe", "thenThe", "abcIs"),
    *(
        "can't",
        "can’t",
        "it’s",
        "IT'S",
        "he'd've",
        "o'neil",
        "firms'",
        "U.S.",
        "A.I.",
        "U.S",
        "a.b",
    ),
    *("R&D", "q&a&b", "1", "2.5", "1,000", "3.", "٣", "²", "Ⅷ", "state-backed", "re‑do"),
    *("İs", "ẞ", "ß", "ǅ", "ς", "Σ", "é", "e\u0301", "x\u0304", "ﬁ", "\u0301", "ſ", "ı"),
    *("印", "度", "印度", "尼", "国", "か", "ー", "ｶ", "ก", "ำ", "ก่", "ກ", "ក្ក", "မ", "๕", "〇"),
    *(
        "한국",
        "국",
        "س",
        "سّ",
        "हि",
        "𝒜",
        "𐐀b",
        "𠀀",
        "☃",
        "👩‍💻",
        "❤️",
        "su\u00adpport",
        "fu\u200bnd",
    ),
    *("ＡＩ", "ｆｕｎｄ２", "ｽ", "ｽﾞ", "ズ", "ﾊﾟ", "パ", "か\uff9e", "ﾞ", "ｳﾞ", "İS", "fundİ"),
    *("خطر", "خَطَر", "خـطر", "ـ", "\u064b\u0670", "ارٌ", 'אה"ב', "אה״ב", "צ'ק", "צ׳ק", "אָ'ב"),
)
GAPS = (
    *(" ", " ", " ", " ", " ", " ", " ", "-", "‐", "‑", "–", "- ", " -", " - ", "—", "--"),
    *("\n", "\n", "\n\n", " \n ", "-\n", "\n-", "\t", "\u00a0", "\u2028", "\u2029", "\x85", "\v"),
    *("\x1c", "\x1f", "\u3000", "\n\u2003\n", "  ", "'", "’", "' ", " ’", "''", "&", " & ", "/"),
    *(
        ".",
        ". ",
        ". ",
        ". ",
        ".\n",
        ".” ",
        ".) ",
        "!",
        "! ",
        "? ",
        "?\n",
        "… ",
        "... ",
        ". “",
        ". (",
    ),
    *(
        "。",
        "！",
        "？」",
        "。\n",
        "｡",
        ", ",
        ",",
        ": ",
        "; ",
        '"',
        "'.",
        ".'\n",
        ".» ",
        ". »",
        ". «",
    ),
    *("・", "･", "·", "· ", " ・", "״", "׳", '"א', "'א", "״א"),
    *("", "", "\u200b", " \u200b", "\u200d", "\u00ad", "\ufeff", "\u2060", "\0", "_", "<", "$"),
)

Words = st.SearchStrategy[str]


any_word: Words = st.sampled_from(WORDS)
few_words: st.SearchStrategy[Words] = st.lists(any_word, min_size=2, max_size=6).map(
    st.sampled_from
)
"""A small choice of words: texts and patterns of the same ones meet often."""
gaps = st.one_of(st.just(" "), st.just(" "), st.sampled_from(GAPS))
anything = st.characters(exclude_categories=["Cs"])


@st.composite
def texts(draw: st.DrawFn, words: Words = any_word) -> str:
    """A text in normal form C, of words and gaps in turn and now and then any character."""
    parts = []
    for word, gap in draw(
        st.lists(st.tuples(words, gaps), min_size=draw(st.sampled_from((0, 3, 10))), max_size=20)
    ):
        parts += [word, gap]
    if draw(st.integers(0, 3)) == 0:
        parts.insert(draw(st.integers(0, len(parts))), draw(anything))
    return unicodedata.normalize("NFC", "".join(parts))


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> Spans:
    """Up to three spans of a text, sorted, apart or side by side."""
    if draw(st.integers(0, 2)):
        return []
    places = draw(st.lists(st.integers(0, len(text)), max_size=6).map(sorted))
    return [(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]


@st.composite
def articles(draw: st.DrawFn, words: Words = any_word) -> Article:
    text = draw(texts(words))
    spans = draw(spans_of(text))
    return Article("0", text, excluded=tuple(Exclusion(a, b, "any") for a, b in spans))


def with_wildcard(word: str, kind: str, place: int) -> str:
    """The word with a wildcard: put in, or in the place of a character or of the rest."""
    place = place % (len(word) + 1)
    if kind == "in":
        return word[:place] + "*" + word[place:]
    if kind == "rest":
        return word[:place] + "*"
    return word[:place] + "?" + word[place + 1 :]


ODD_PATTERNS = ("*", "s*", "su*", "?tate", "??", "f?nd*", "*d", "*'s", "the’s", "*", "?")


@st.composite
def pattern_words(draw: st.DrawFn, words: Words) -> str:
    word = draw(words)
    kind = draw(st.sampled_from(("", "", "", "", "in", "rest", "one", "odd")))
    if kind == "odd":
        return draw(st.sampled_from(ODD_PATTERNS))
    return with_wildcard(word, kind, draw(st.integers(0, 8))) if kind else word


@st.composite
def written_patterns(draw: st.DrawFn, words: Words = any_word) -> str:
    """A pattern that may or may not be accepted."""
    parts = [draw(pattern_words(words))]
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
        parts += [draw(gaps), draw(pattern_words(words))]
    return unicodedata.normalize("NFC", "".join(parts))


def accepted(pattern: str) -> bool:
    try:
        oracle.parse(pattern)
    except ValueError:
        return False
    return True


weights = st.sampled_from((1.0, 1.0, 1.0, 0.5, 2.0, 0.0))
GROUPS = ("one", "two", "three")


some_groups = st.sampled_from([(), (), (), (), *((group,) for group in GROUPS), GROUPS[:2]])
no_groups: st.SearchStrategy[tuple[str, ...]] = st.just(())
seldom = st.sampled_from((False, False, False, True))


def entry_lists(
    words: Words, needs: st.SearchStrategy[tuple[str, ...]] = no_groups
) -> st.SearchStrategy[tuple[Term, ...]]:
    written = written_patterns(words).map(lambda each: each if accepted(each) else "support")
    entries = st.builds(Term, written, weights, needs=needs, case=seldom)
    return st.lists(entries, max_size=3, unique_by=lambda entry: entry.pattern).map(tuple)


@st.composite
def rules(draw: st.DrawFn, name: str) -> Rule:
    return Rule(
        name,
        tuple(draw(st.permutations(GROUPS)))[: draw(st.sampled_from((2, 2, 3)))],
        draw(st.integers(2, 12)),
        draw(st.booleans()),
        draw(weights),
        needs=draw(some_groups),
    )


@st.composite
def lexicons(draw: st.DrawFn, words: Words = any_word, name: str = "d") -> Lexicon:
    """A lexicon of one to three dimensions."""
    lists = entry_lists(words)
    dimensions = [
        Dimension(
            f"{name}{number}",
            terms=draw(entry_lists(words, some_groups)),
            exclude=draw(lists),
            near=tuple(draw(rules(each)) for each in ("near", "nearer")[: draw(st.integers(0, 2))]),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    return Lexicon(
        name, dimensions=tuple(dimensions), groups={group: draw(lists) for group in GROUPS}
    )


def chosen(patterns: Sequence[str], least: int) -> st.SearchStrategy[tuple[Term, ...]]:
    some = st.lists(st.sampled_from(patterns), min_size=least, max_size=2, unique=True)
    return some.map(lambda written: tuple(map(Term, written)))


@st.composite
def crowded_cases(draw: st.DrawFn) -> tuple[Article, Lexicon]:
    """Few words, again and again, and rules and phrases that fight for them."""
    words = st.sampled_from(("aab", "aac", "bbb", "bbc", "cc", "印", "国", "xx", "it’s"))
    joins = st.sampled_from((" ", " ", " ", " ", " ", " ", " ", "-", ", ", ". B", ""))
    text = "".join(
        word + join
        for word, join in draw(st.lists(st.tuples(words, joins), min_size=8, max_size=24))
    )
    phrases = chosen(("aab", "aac bbb", "b?b * a*", "cc-aab", "印国", "xx *", "* cc", "bbc*"), 0)
    members = chosen(
        ("aa*", "bb*", "?bc", "aab", "bb* *", "aab-bbb", "印国", "cc", "cc x*", "it’s"), 1
    )
    near = tuple(draw(rules(name)) for name in ("near", "nearer")[: draw(st.integers(1, 2))])
    dimension = Dimension("d", terms=draw(phrases), exclude=draw(phrases), near=near)
    groups = {group: draw(members) for group in GROUPS}
    return Article("0", text), Lexicon("l", dimensions=(dimension,), groups=groups)


def with_context(draw: st.DrawFn, entry: Entry) -> Entry:
    needs, unless = draw(some_groups), draw(some_groups)
    refused = tuple(group for group in unless if group not in needs)
    return replace(entry, needs=needs, unless=refused)


@st.composite
def context_cases(draw: st.DrawFn) -> tuple[Article, Lexicon]:
    """Entries that ask for much, between what ends a clause and what may."""
    words = st.sampled_from(
        ("aab", "aac", "Aab", "bbb", "bbc", "cc", "CC", "xx", "but", "and they", "or axed", "or")
    )
    joins = st.sampled_from((*(" ",) * 12, *(", ",) * 3, "-", "; ", " - ", " (", ". B", "\n"))
    text = "".join(
        word + join
        for word, join in draw(st.lists(st.tuples(words, joins), min_size=6, max_size=24))
    )
    patterns = ("aab", "aab *", "aac", "bb*", "bbb", "cc", "cc xx", "xx *", "* but", "Aab", "b?c")
    written = st.lists(st.sampled_from(patterns), max_size=3, unique=True)
    kinds = st.sampled_from(("aa*", "bb*", "cc", "bbb", "Aab", "xx *"))
    members = st.lists(st.builds(Term, kinds, case=seldom), min_size=1, max_size=2)
    terms = [with_context(draw, Term(each, case=draw(seldom))) for each in draw(written)]
    near = [
        replace(with_context(draw, draw(rules(name))), scope=draw(st.sampled_from(SCOPES)))
        for name in ("near", "nearer")[: draw(st.integers(1, 2))]
    ]
    exclude = tuple(map(Term, draw(written)[:1]))
    dimension = Dimension("d", terms=tuple(terms), exclude=exclude, near=tuple(near))
    groups = {group: tuple(draw(members)) for group in GROUPS}
    return Article("0", text), Lexicon("l", dimensions=(dimension,), groups=groups)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Article, Lexicon]:
    """An article, and a lexicon of the same few words."""
    words = draw(few_words)
    return draw(articles(words)), draw(lexicons(words))


def spans_in(article: Article) -> Spans:
    return [(each.start, each.end) for each in article.excluded]


def plain(match: Match) -> oracle.Found:
    return oracle.Found(
        match.dimension,
        match.entry,
        match.kind,
        match.start,
        match.end,
        match.weight,
        match.sentence,
        match.words,
        match.own,
        match.needed,
    )


def order(match: oracle.Found) -> tuple[object, ...]:
    return match.start, match.dimension, match.end, match.entry


def scan(given: Sequence[Lexicon], article: Article) -> Profile:
    return Scanner(given).scan([article])[0]


def as_set(profile: Profile) -> tuple[object, ...]:
    """What a profile says, whatever the order of its parts."""
    scores = {each.dimension: (each, set()) for each in profile.scores}
    for match in profile.matches:
        scores[match.dimension][1].add(match)
    return profile.words, profile.sentences, profile.unit, scores


@given(articles())
@examples(300)
def test_words_and_sentences_are_those_of_the_oracle(article: Article) -> None:
    spans = spans_in(article)
    tokens = segment([article.text], [spans])
    base = int(tokens.base[0])
    read = oracle.read_text(article.text, spans)
    assert list(zip(tokens.start - base, tokens.end - base, tokens.sentence, strict=True)) == [
        (word.start, word.end, word.sentence) for word in read.words
    ]


@given(written_patterns())
@examples(300)
def test_the_oracle_refuses_the_same_patterns(pattern: str) -> None:
    if accepted(pattern):
        parse_pattern(pattern)
    else:
        with pytest.raises(ValueError, match=r"pattern|wildcards"):
            parse_pattern(pattern)


@given(cases() | crowded_cases() | context_cases())
@examples(600)
def test_matches_and_counts_are_those_of_the_oracle(case: tuple[Article, Lexicon]) -> None:
    article, lexicon = case
    profile = scan([lexicon], article)
    expected = oracle.read(article.text, spans_in(article), [lexicon])
    assert sorted(map(plain, profile.matches), key=order) == sorted(expected.matches, key=order)
    assert (profile.words, profile.sentences, profile.excluded_words, profile.unit) == (
        len(expected.words),
        expected.sentences,
        expected.excluded_words,
        expected.unit,
    )
    for score, figures in zip(profile.scores, expected.figures, strict=True):
        sums = score.sums
        assert (
            score.dimension,
            score.matches,
            score.weight,
            (sums.sentences, sums.hits, sums.hits_squared, sums.hits_words, sums.words_squared),
            score.covered_words,
            score.interval,
        ) == (
            figures.dimension,
            figures.matches,
            figures.weight,
            figures.sums,
            figures.covered,
            figures.interval,
        )
        assert score.rate_per_1000 == pytest.approx(figures.rate)
        assert score.low == pytest.approx(figures.low)
        assert score.high == pytest.approx(figures.high)


@cache
def every_character() -> list[str]:
    """Every assigned character, and of the large uniform blocks only their first ones."""
    uniform = ("CJK UNIFIED", "HANGUL SYLLABLE", "TANGUT IDEOGRAPH", "EGYPTIAN", "CUNEIFORM")
    seen: Counter[str] = Counter()
    characters = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Cs", "Co"):
            continue
        name = unicodedata.name(character, "")
        block = next((each for each in uniform if name.startswith(each)), "")
        seen[block] += 1
        if not block or seen[block] <= 100:
            characters.append(character)
    return characters


FRAMES = ("ab{}cd", "ab.{} Cd", "ab. {}d", "中{}国", "ab {} cd", "ab'{} cd")


@pytest.mark.parametrize("frame", FRAMES)
def test_every_character_means_the_same_to_the_oracle(frame: str) -> None:
    texts_ = [frame.format(each) for each in every_character()]
    tokens = segment(texts_)
    starts, base = tokens.start.tolist(), tokens.base[tokens.article].tolist()
    found: dict[int, list[tuple[int, int, int]]] = {number: [] for number in range(len(texts_))}
    first: dict[int, int] = {}
    for article, start, end, sentence, offset in zip(
        tokens.article.tolist(),
        starts,
        tokens.end.tolist(),
        tokens.sentence.tolist(),
        base,
        strict=True,
    ):
        number = sentence - first.setdefault(article, sentence)
        found[article].append((start - offset, end - offset, number))
    expected = [
        [(word.start, word.end, word.sentence) for word in oracle.read_text(text, []).words]
        for text in texts_
    ]
    assert [
        (text, own, read)
        for text, own, read in zip(texts_, found.values(), expected, strict=True)
        if own != read
    ] == []


@given(cases() | crowded_cases() | context_cases(), st.randoms(use_true_random=False))
@examples(60)
def test_order_of_lines_changes_nothing(case: tuple[Article, Lexicon], shuffle: Random) -> None:
    article, lexicon = case

    def shuffled(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(shuffle.sample(items, len(items)))

    other = replace(
        lexicon,
        dimensions=shuffled(
            [
                replace(
                    each,
                    terms=shuffled(each.terms),
                    exclude=shuffled(each.exclude),
                    near=shuffled(each.near),
                )
                for each in lexicon.dimensions
            ]
        ),
        groups=dict(shuffled([(name, shuffled(each)) for name, each in lexicon.groups.items()])),
    )
    assert as_set(scan([other], article)) == as_set(scan([lexicon], article))


@given(cases(), lexicons(name="other"))
@examples(40)
def test_lexicons_do_not_touch_one_another(case: tuple[Article, Lexicon], other: Lexicon) -> None:
    article, lexicon = case
    alone = as_set(scan([lexicon], article)), as_set(scan([other], article))
    for both in ([lexicon, other], [other, lexicon]):
        together = as_set(scan(both, article))
        assert together[:3] == alone[0][:3] == alone[1][:3]
        assert together[3] == alone[0][3] | alone[1][3]


@given(few_words.flatmap(lambda words: st.tuples(st.lists(articles(words)), lexicons(words))))
@examples(40)
def test_a_batch_is_its_articles_one_by_one(case: tuple[list[Article], Lexicon]) -> None:
    batch, lexicon = case
    scanner = Scanner([lexicon])
    assert scanner.scan(batch) == [profile for each in batch for profile in scanner.scan([each])]


@given(cases(), st.data())
@examples(100)
def test_what_excluded_text_says_changes_nothing(
    case: tuple[Article, Lexicon], data: st.DataObject
) -> None:
    article, lexicon = case
    text = article.text
    for start, end in spans_in(article):
        other = data.draw(texts()) + " support. The 中印’s\n\n" * 20
        text = text[:start] + other[: end - start] + text[end:]
    profile = scan([lexicon], article)
    changed = scan([lexicon], replace(article, text=text))
    assert replace(changed, article=article, excluded_words=profile.excluded_words) == profile


@given(cases() | crowded_cases() | context_cases(), st.sampled_from(("count", "drop")))
@examples(120)
def test_scores_are_the_sums_of_their_matches(
    case: tuple[Article, Lexicon], negated: Literal["count", "drop"]
) -> None:
    article, lexicon = case
    dimensions = tuple(replace(each, negated=negated) for each in lexicon.dimensions)
    profile = scan([replace(lexicon, dimensions=dimensions)], article)
    cuts = spans_in(article)
    for score in profile.scores:
        own = [each for each in profile.matches if each.dimension == score.dimension]
        counted = [each for each in own if each.counted]
        assert score.matches == len(counted)
        assert score.weight == score.sums.hits == sum(each.weight for each in counted)
        assert score.words == profile.words
        assert score.covered_words == sum(each.words for each in counted)
        assert 0 <= score.covered_words <= score.words
        assert score.coverage is None or 0 <= score.coverage <= 1
        assert score.sums.sentences == profile.sentences
        evidence = sorted(span for each in counted for span in each.own)
        assert all(a[1] <= b[0] for a, b in pairwise(evidence))
        for start, end in evidence:
            assert 0 <= start < end <= len(article.text)
            assert not any(start < cut[1] and cut[0] < end for cut in cuts)


@given(few_words.flatmap(lambda words: st.tuples(st.lists(articles(words)), lexicons(words))))
@examples(10)
def test_threads_find_what_one_finds(case: tuple[list[Article], Lexicon]) -> None:
    batch, lexicon = case
    scanner = Scanner([lexicon])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(scanner.scan, [batch] * 8))
    assert found == [scanner.scan(batch)] * 8


@given(
    few_words.flatmap(
        lambda words: st.tuples(
            st.lists(articles(words)), st.lists(articles(words)), lexicons(words)
        )
    )
)
@examples(30)
def test_what_was_scanned_before_changes_nothing(
    case: tuple[list[Article], list[Article], Lexicon],
) -> None:
    earlier, batch, lexicon = case
    scanner = Scanner([lexicon])
    scanner.scan(earlier)
    assert scanner.scan(batch) == Scanner([lexicon]).scan(batch)


@given(st.lists(cases() | crowded_cases() | context_cases(), min_size=1, max_size=3))
@examples(60)
def test_a_rating_says_what_the_matches_add_up_to(
    given_cases: list[tuple[Article, Lexicon]],
) -> None:
    batch = [article for article, _ in given_cases]
    dimensions = given_cases[0][1].dimensions
    dropping = tuple(replace(each, negated="drop") for each in dimensions[:1]) + dimensions[1:]
    scanner = Scanner([replace(given_cases[0][1], dimensions=dropping)])
    for rating, profile in zip(scanner.rate(batch), scanner.scan(batch), strict=True):
        for part in ("article", "words", "excluded_words", "sentences", "unit", "scores"):
            assert getattr(rating, part) == getattr(profile, part)
        assert sorted(rating.entries, key=repr) == sorted(profile.entries, key=repr)
