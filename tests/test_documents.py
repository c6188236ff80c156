"""What must hold on whole documents: the samples everywhere, the real ones where they are there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from framing.articles import Options, find_files, read, take
from framing.lexicons import find
from framing.matching import Scanner
from framing.model import Article, Match, Profile
from framing.places import bundled
from framing.text import segment
from tests.matching.test_voice_laws import voices_add_up
from tests.paths import SHARED

REAL = SHARED / "seeds"
CORPORA = {"samples": bundled("seeds"), "real": REAL}


@cache
def profiles(corpus: str) -> Mapping[str, Profile]:
    """The five documents by the number that their file name begins with."""
    folder = CORPORA[corpus]
    if not folder.is_dir():
        pytest.skip("the real documents are not beside the checkout")
    suffix = ".md" if corpus == "samples" else ".txt"
    files = [file for file in find_files([str(folder)], Options()).files if suffix in file.name]
    articles = [take(draft) for file in files for draft in read(file, Options())]
    lexicons = [find(name) for name in ("state_support", "competitiveness", "risk")]
    numbers = [file.path.name[:3] for file in files]
    return dict(zip(numbers, Scanner(lexicons).scan(articles), strict=True))


@pytest.fixture(params=CORPORA)
def documents(request: pytest.FixtureRequest) -> Mapping[str, Profile]:
    return profiles(request.param)


def matches(profile: Profile, dimension: str) -> list[Match]:
    return [match for match in profile.matches if match.dimension == dimension]


def around(profile: Profile, words: str, dimension: str) -> list[Match]:
    """The matches of a dimension that touch these words of the text."""
    start = profile.article.text.index(words)
    end = start + len(words)
    return [
        match for match in matches(profile, dimension) if match.start < end and start < match.end
    ]


def rate(profile: Profile, dimension: str) -> float:
    (found,) = [score for score in profile.scores if score.dimension == dimension]
    assert found.rate_per_1000 is not None
    return found.rate_per_1000


def test_there_are_five(documents: Mapping[str, Profile]) -> None:
    assert sorted(documents) == ["000", "001", "002", "003", "004"]


def test_denied_support_is_not_affirmed(documents: Mapping[str, Profile]) -> None:
    text = documents["001"].article.text
    start = text.index("government- backed")
    end = text.index("[direct] government subsidies") + len("[direct] government subsidies")
    found = matches(documents["001"], "state_support")
    inside = [match for match in found if start <= match.start and match.end <= end]
    assert inside, "the denied support is found"
    assert [match.entry for match in inside if match.counted] == []
    assert all(match.negators for match in inside)


def test_two_negators_affirm_support(documents: Mapping[str, Profile]) -> None:
    found = around(documents["001"], "never cut support", "state_support")
    assert [match.counted for match in found] == [True]
    assert len(found[0].negators) == 2


def test_two_negators_affirm_risk(documents: Mapping[str, Profile]) -> None:
    found = around(documents["003"], "not without risks", "risk")
    assert [(match.counted, match.negated) for match in found] == [(True, False)]
    assert len(found[0].negators) == 2


def test_a_glued_heading_is_two_words(documents: Mapping[str, Profile]) -> None:
    article = documents["000"].article
    at = article.text.index("supportThe")
    tokens = segment([article.text])
    starts = (tokens.start - tokens.base[0]).tolist()
    assert at in starts and at + len("support") in starts


def test_the_cookie_banner_adds_neither_words_nor_matches(
    documents: Mapping[str, Profile],
) -> None:
    article = documents["002"].article
    (banner,) = [cut for cut in article.excluded if cut.rule == "cookie banner"]
    assert "cookie" in article.text[banner.start : banner.end].lower()
    without = Article("0", article.text[banner.end :])
    later = [
        (cut.start - banner.end, cut.end - banner.end)
        for cut in article.excluded
        if cut.start >= banner.end
    ]
    assert documents["002"].words == len(segment([without.text], [later]))


def test_no_match_touches_an_excluded_span(documents: Mapping[str, Profile]) -> None:
    for profile in documents.values():
        assert profile.article.excluded
        for match in profile.matches:
            for start, end in match.evidence:
                assert not any(
                    cut.start < end and start < cut.end for cut in profile.article.excluded
                )


def test_silence_about_risk_has_its_bound(documents: Mapping[str, Profile]) -> None:
    (score,) = [each for each in documents["000"].scores if each.dimension == "risk"]
    assert score.matches <= 1
    if not score.matches:
        assert score.interval == "silence"
        assert score.high == pytest.approx(3.1, abs=0.4)


def test_risk_is_highest_where_it_is_the_subject(documents: Mapping[str, Profile]) -> None:
    rates = {number: rate(profile, "risk") for number, profile in documents.items()}
    assert max(rates, key=rates.__getitem__) == "003"


def test_the_score_is_the_sum_of_the_marks(documents: Mapping[str, Profile]) -> None:
    for profile in documents.values():
        for score in profile.scores:
            counted = [each for each in matches(profile, score.dimension) if each.counted]
            assert score.matches == len(counted)
            assert score.weight == sum(match.weight for match in counted)
            assert score.coverage is not None and score.coverage <= 1


def test_samples_name_what_they_retell_and_are_no_copies() -> None:
    for profile in profiles("samples").values():
        article = profile.article
        assert article.source.endswith("(retold)")
        assert article.meta["license"] == "CC0-1.0"
        assert article.meta["retold_from"]
        assert 400 <= profile.words <= 900
    if REAL.is_dir():
        real = {words for each in profiles("real").values() for words in shingles(each, 7)}
        for profile in profiles("samples").values():
            assert not real & shingles(profile, 7)


def shingles(profile: Profile, size: int) -> set[tuple[str, ...]]:
    tokens = segment([profile.article.text])
    words = [tokens.word(index) for index in range(len(tokens))]
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def test_quoted_support_is_told_from_the_narrators(documents: Mapping[str, Profile]) -> None:
    profile = documents["000"]
    (score,) = [each for each in profile.scores if each.dimension == "state_support"]
    assert score.voices is not None
    assert score.voices["quote"] > 0
    assert sum(score.voices.values()) == score.matches


def test_each_quoted_match_lies_inside_marks(documents: Mapping[str, Profile]) -> None:
    for profile in documents.values():
        for match in profile.matches:
            if match.voice == "quote":
                assert between_marks(profile.article.text, match.start)


def between_marks(text: str, at: int) -> bool:
    """Whether a place stands in speech, told from its paragraph alone: these documents open and
    close each quotation in one paragraph."""
    head = text.rfind("\n", 0, at) + 1
    before = text[head:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


@pytest.mark.parametrize(
    ("number", "holds"),
    [("000", True), ("001", True), ("002", False), ("003", False), ("004", False)],
)
def test_which_real_documents_hold_a_quotation(number: str, holds: bool) -> None:
    voices = {each.voice for each in profiles("real")[number].voices}
    assert ("quote" in voices) == holds


def test_voices_add_up(documents: Mapping[str, Profile]) -> None:
    voices_add_up(documents.values())
