"""Who speaks: tables of behaviours for headlines, quotations and marks without a partner."""

from __future__ import annotations

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Exclusion, Profile
from framing.statistics.rates import voice_scores

AID = Lexicon("aid", dimensions=(Dimension("aid", terms=(Term("aid"),)),))
SCANNER = Scanner([AID])


def scan(text: str, title: str = "", cuts: tuple[str, ...] = ()) -> Profile:
    """The profile of a text, some parts of it excluded."""
    excluded = tuple(Exclusion(text.index(cut), text.index(cut) + len(cut), "any") for cut in cuts)
    return SCANNER.scan([Article("0", text, title=title, excluded=excluded)])[0]


def voices(text: str, title: str = "", cuts: tuple[str, ...] = ()) -> list[str | None]:
    """The voice of every `aid` in the text, in order."""
    return [match.voice for match in scan(text, title, cuts).matches]


def test_each_aid_has_one_voice_and_its_words_are_counted() -> None:
    profile = scan("Aid is old. “We will ask for aid,” they wrote. Aid came.")
    assert [match.voice for match in profile.matches] == ["narrator", "quote", "narrator"]
    assert [(each.voice, each.words, each.sentences) for each in profile.voices] == [
        ("quote", 5, 1),
        ("narrator", 7, 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They wrote: “We will ask for aid.”",
        'They wrote: "We will ask for aid."',
        'They wrote: “We will ask for aid."',  # curly and straight
        'They wrote: "We will ask for aid.”',
        "They wrote: „We will ask for aid.“",
        "They wrote: „We will ask for aid.”",
        "They wrote: ”We will ask for aid.”",  # as in Swedish
        "They wrote: «We will ask for aid.»",
        "They wrote: « We will ask for aid. »",
        "They wrote: »We will ask for aid.«",
        "They wrote: 「We will ask for aid.」",
        "They wrote: 『We will ask for aid.』",
        "他们写道：“我们需要 aid。”",
        '他们写道："我们需要 aid"。',
        "They wrote: 'We will ask for aid.'",
        "They wrote: ‘We will ask for aid.’",
        "They wrote: ‚We will ask for aid.‘",
        "They wrote: ‹We will ask for aid.›",
        '("We will ask for aid," they wrote.)',
        "They wrote—“we will ask for aid”—and left.",
        "They wrote: “We will ask the ‘big’ bank for aid.”",
        "They wrote: “We will ask the “big” bank for aid.”",
        'They wrote: "We will ask the "big" bank for aid."',
        "They wrote: ‘We will ask the “big bank” for aid.’",
        "They wrote: “We’ll ask the firms’ bank for aid.”",
        "They wrote: ‘We’ll ask the firms’ bank for aid,’ and left.",
        "They wrote: 'We'll ask the firms' bank for aid,' and left.",
        "They wrote: “We will ask\nthe bank for aid.”",  # a wrapped line
    ],
)
def test_five_words_between_marks_are_a_quotation(text: str) -> None:
    assert voices(text) == ["quote"]
    assert scan(text).unbalanced == ()


@pytest.mark.parametrize(
    "text",
    [
        "They call it “real aid” in the papers.",  # a scare quote
        "They call it “real aid for us” in the papers.",  # four words
        "They call it 'real aid for us' in the papers.",
        "The firms' aid came late, and the workers' pay as well.",
        "It isn't aid that the firms' owners want.",
        "Rock 'n' roll is no aid to the band.",
        "In the '90s the aid of the firms' banks ran dry.",
        "The ‘new’ aid of the firms’ banks ran dry.",
        'A 6" pipe is no aid to anyone here now.',
        "The ' stands alone and the aid ' too.",
        "The town asked for aid. “We will build it here,” it wrote.",
        "“We will build it here,” it wrote. The town asked for aid.",
    ],
)
def test_these_are_no_quotations(text: str) -> None:
    assert voices(text) == ["narrator"]
    assert scan(text).unbalanced == ()


def test_a_quotation_runs_over_paragraphs_that_open_with_a_mark() -> None:
    text = "They wrote: “The aid came.\n\n“The aid left.\n\n“The aid is gone.”\n\nNo aid came."
    assert voices(text) == ["quote", "quote", "quote", "narrator"]
    assert scan(text).unbalanced == ()


def test_excluded_text_ends_a_quotation() -> None:
    whole = "They wrote: “We want the aid now.\n\n“The aid came.”\n\nNo aid came."
    assert voices(whole) == ["quote", "quote", "narrator"]
    text = whole.replace("\n\n“", "\n\nADVERTISEMENT\n\n“")
    cut = scan(text, cuts=("ADVERTISEMENT",))
    # The second paragraph is a quotation of its own now, of three words.
    assert [match.voice for match in cut.matches] == ["quote", "narrator", "narrator"]
    assert cut.unbalanced == (text.index("“"),)


def test_an_unbalanced_mark_ends_with_its_paragraph_and_is_reported() -> None:
    text = "They wrote: “We will ask for aid.\n\nThe aid came."
    assert voices(text) == ["quote", "narrator"]
    assert scan(text).unbalanced == (12,)


def test_a_closing_mark_without_an_opening_one_is_reported_only() -> None:
    text = "We will ask the bank for aid,” as in May."
    assert voices(text) == ["narrator"]
    assert scan(text).unbalanced == (29,)


def test_the_rest_of_a_paragraph_is_read_aright_after_a_scare_quote() -> None:
    assert voices("“Real” aid is rare. “We will ask for aid,” they wrote. Aid!") == [
        "narrator",
        "quote",
        "narrator",
    ]


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("Aid for the north\n\nThe aid came.", "", ["headline", "narrator"]),
        ("Aid for the north.\n\nThe aid came.", "", ["narrator", "narrator"]),
        ("Aid for the north.\n\nThe aid came.", "Aid for the north.", ["headline", "narrator"]),
        ("Aid came: now what?\nThe aid came.", "Aid came: now what?", ["headline", "narrator"]),
        ("The aid came.\n\nAid for the north\n\nIt left.", "", ["narrator", "headline"]),
        ("The aid came.\n\nThey say:\n\nMore aid;\n\nIt left.", "", ["narrator", "narrator"]),
        ("The aid came.\n\nAid for\nthe north\n\nIt left.", "", ["narrator", "narrator"]),
        ("“We want more aid here”\n\nIt left.", "", ["headline"]),
        ("Aid in the U.S.\n\nIt left.", "", ["headline"]),
        ("Aid " + "and so on " * 5 + "\n\nIt left.", "", ["narrator"]),  # sixteen words
        ("Aid " + "and on " * 7 + "\n\nIt left.", "", ["headline"]),  # fifteen
        ("No aid supportThe aid came.", "", ["headline", "narrator"]),  # a lost line break
        ("No aid (yet)\n\nIt left.", "", ["headline"]),
        ("No aid (yet.)\n\nIt left.", "", ["narrator"]),
    ],
)
def test_headlines(text: str, title: str, found: list[str]) -> None:
    assert voices(text, title) == found


def test_each_voice_has_its_own_rate_and_interval() -> None:
    """By hand: five quoted sentences of 5 words with 1, 0, 2, 0, 1 matches."""
    said = (
        "“We saw aid come here. They want none of it. Aid and more aid came."
        " Nobody is here right now. The aid is very late.”"
    )
    profile = scan(f"Nothing happened in the town. {said} It rained.")
    (score,) = profile.scores
    by_voice = {each.voice: each for each in voice_scores(score, profile.voices)}
    quote, narrator = by_voice["quote"], by_voice["narrator"]
    assert (quote.matches, quote.words, quote.sums.sentences) == (4, 25, 5)
    assert quote.rate_per_1000 == 160.0
    # Residuals h − r·n with r = .16: .2 −.8 1.2 −.8 .2, squares 2.8; SE/r = √(5/4·2.8)/25/.16
    assert quote.interval == "ratio"
    assert quote.high == pytest.approx(160.0 * 2.718281828 ** (2.7764451 * 0.4677072))
    assert (narrator.matches, narrator.words, narrator.interval) == (0, 7, "silence")
    assert narrator.high == pytest.approx(1000 * (1 - 0.05 ** (1 / 7)))
    assert "reported" not in by_voice


def test_who_speaks_in_an_article_does_not_depend_on_the_next() -> None:
    ending = Article(
        "1", "Aid came.\n\nIn a statement, Ann Lund, of the senate, said in a statement:"
    )
    opening = Article("2", "“Aid will be given to all of them now,” she said.")
    together = SCANNER.scan([ending, opening])
    assert together == [*SCANNER.scan([ending]), *SCANNER.scan([opening])]
