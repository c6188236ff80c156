"""The report of two to four articles."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import pytest

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article, Exclusion
from framing.report import articles_page
from framing.visible import visible
from tests.report.pages import Page, check, words

SUPPORT = Dimension(
    "support",
    "Support emphasis",
    "Wording of help.",
    negated="drop",
    terms=(Term("support"), Term("policy"), Term("subsid*")),
)
RISK = Dimension("risk", "Risk", negated="count", terms=(Term("risk*"), Term("bubble")))
LEXICON = Lexicon("demo", title="Demo words", version="1.2", dimensions=(SUPPORT, RISK))


def page_of(*articles: Article, lexicons: tuple[Lexicon, ...] = (LEXICON,)) -> Page:
    page = Page(articles_page(Scanner(lexicons).scan(list(articles)), lexicons))
    check(page)
    return page


def article(text: str, source: str = "The Daily", **known: Any) -> Article:
    named = sha256(f"{source}\0{text}".encode(errors="surrogatepass")).hexdigest()
    return Article(named[:16], text, source, **known)


def padded(text: str, size: int) -> str:
    """The words, and others up to so many, ten in a sentence."""
    every = (text.split() + ["word"] * size)[:size]
    lines = [" ".join(every[at : at + 10]) for at in range(0, size, 10)]
    return " ".join(f"{line[0].upper()}{line[1:]}." for line in lines)


class TestFigures:
    def test_the_difference_is_a_sum_over_entries(self) -> None:
        # METHOD 5: 3, 2, 1 in 200 words and 1, 1, 4 in 400: +12.5 +7.5 -5.0 = +15.0.
        one = article(padded("support support support policy policy subsidy", 200))
        other = article(padded("support policy subsidy subsidy subsidy subsidy", 400))
        rows = page_of(one, other).table("Support emphasis: the difference as an exact sum")
        assert [row[:4] for row in rows[1:]] == [
            ["support", "3", "1", "+12.50"],
            ["policy", "2", "1", "+7.50"],
            ["subsid*", "1", "4", "−5.00"],
            ["all", "6", "6", "+15.00"],
        ]

    def test_rates_stand_with_their_intervals_and_silence_with_its_bound(self) -> None:
        # 1000 * (1 - 0.05 ** (1 / 100)) = 29.5
        page = page_of(article(padded("risk", 100)), article(padded("word", 100), "The Gazette"))
        rows = [row[:3] for row in page.table("Rates")]
        assert ["B", "0", "0.0 (≤ 29.5)"] in rows
        assert any(row[:2] == ["A", "1"] and row[2].startswith("10.0 [") for row in rows)

    def test_three_articles_are_compared_in_pairs(self) -> None:
        page = page_of(*(article(padded("risk " * n, 100), f"Paper {n}") for n in (1, 2, 3)))
        said = words(page.one("rates")) + page.text()
        for pair in ("A is", "times B", "times C", "B is"):
            assert pair in said
        assert not [each for each in page.all("h2") if each.get("id") == "passages"]


class TestText:
    def test_a_number_leads_to_its_entry_and_that_to_its_place(self) -> None:
        page = page_of(article("The risk grows."), article("All is well."))
        rate = next(each for each in page.all("a") if words(each).startswith("333.3"))
        lines = page.one((rate.get("href") or "")[1:])
        assert words(lines) == "The words themselves"
        (place,) = [each for each in page.all("a") if each.get("href") == "#Am0"]
        assert words(place) == "A"
        assert words(page.one("Am0")) == "risk"

    def test_a_mark_says_dimension_entry_voice_and_negation(self) -> None:
        page = page_of(article("They refuse to give support. There is risk."), article("Nothing."))
        support, risk = page.marks("A")
        assert support.get("title") == "1 support: support (narrator, negated, not counted)"
        assert "negated" in (support.get("class") or "")
        assert risk.get("title") == "2 risk: risk* (narrator)"
        rows = page.table("Support emphasis: the difference as")
        assert rows[1][:3] == ["support", "0", "0"]  # negated, which this dimension drops

    def test_a_quotation_is_marked_as_one_with_its_speaker(self) -> None:
        text = "“We see a risk in all of these plans,” the mayor said."
        (mark,) = page_of(article(text), article("Nothing.")).marks("A")
        assert "quoted" in (mark.get("class") or "").split()
        assert "quoted by the mayor" in (mark.get("title") or "")

    def test_every_mark_of_overlapping_dimensions_can_be_reached(self) -> None:
        both = Lexicon(
            "both",
            dimensions=(
                Dimension("wide", terms=(Term("big risk here"),)),
                Dimension("long", terms=(Term("big risk"),)),
                Dimension("short", terms=(Term("big"),)),
            ),
        )
        page = page_of(article("A big risk here."), article("Nothing."), lexicons=(both,))
        first, *_ = page.marks("A")
        assert words(first) == "big"
        assert (first.get("title") or "").count("; ") == 2
        assert {each.get("id") for each in page.root.iter()} >= {"Am0", "Am1", "Am2"}

    def test_a_rule_marks_its_own_words_only(self) -> None:
        near = Lexicon(
            "near",
            dimensions=(Dimension("aid", near=(Rule("gift", groups=("who", "what")),)),),
            groups={"who": (Term("state"),), "what": (Term("money"),)},
        )
        page = page_of(article("The state gave much money."), article("Nothing."), lexicons=(near,))
        assert [words(each) for each in page.marks("A")] == ["state", "money"]
        assert words(page.one("Am0")) == "state"

    def test_the_text_is_whole_and_what_does_not_count_is_folded(self) -> None:
        text = "By Ann Lee\n\nThe risk grows.\nSo it does.\n\nRead more"
        cuts = (Exclusion(0, 10, "byline"), Exclusion(len(text) - 9, len(text), "prompt"))
        page = page_of(article(text, excluded=cuts), article("Nothing."))
        folded = [words(each) for each in page.all("details")]
        assert folded == [
            "1 line not counted: byline By Ann Lee",
            "1 line not counted: prompt Read more",
        ]
        shown = words(page.one("Ap1")) + " " + words(page.one("Ap2"))
        assert shown == "The risk2 grows. So it does."

    def test_what_stands_in_one_only_leads_to_its_line(self) -> None:
        shared = "The council met on Monday to discuss the new harbour bridge."
        only = "Engineers fear a risk of collapse beneath the northern pillar."
        page = page_of(article(f"{shared}\n\n{only}"), article(shared, "The Gazette"))
        alone = next(each for each in page.all("li") if only in words(each))
        assert "risk 1" in words(alone)
        link = alone.find("a")
        assert link is not None
        assert words(page.one((link.get("href") or "")[1:])).startswith("Engineers fear")


class TestCitations:
    def test_an_article_is_cited_with_what_is_known(self) -> None:
        known = {"title": "Storm", "published": "2025-02-09", "author": "Ann Lee"}
        page = page_of(
            article("The risk grows.", url="https://example.org/a?b=1&c=2", **known),
            article("Nothing."),
        )
        cited = words(page.one("articles")) + page.text()
        assert "Ann Lee. “Storm”. The Daily, 2025-02-09. https://example.org/a?b=1&c=2" in cited
        (link, *_) = [each for each in page.all("a") if "example.org" in (each.get("href") or "")]
        assert link.get("href") == "https://example.org/a?b=1&c=2"

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "file:///etc/passwd",
            "//example.org/x",
            "http:// example.org",
            "java\tscript:alert(1)",
            "http://[broken",
            "https://example.org/\u202egnp.exe",
        ],
    )
    def test_an_address_that_is_no_web_address_is_text(self, url: str) -> None:
        page = page_of(article("The risk grows.", url=url), article("Nothing."))
        assert all((each.get("href") or "").startswith("#") for each in page.all("a"))

    def test_lexicons_and_method_are_named(self) -> None:
        page = page_of(article("The risk grows."), article("Nothing."))
        assert ["Demo words", "1.2", "support, risk", LEXICON.fingerprint] in page.table("Lexicons")
        assert "They are no score of bias" in page.text()
        assert "One article per source supports statements about these articles only" in page.text()


HOSTILE = (
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "{{ 7 * 7 }}{% raw %}",
    "\x1b]0;owned\x07\x9b31m\x00",
    "\u202egnp.exe\u2066\u200f",
    "<!-- &amp; ]]> &#x41;",
    "\ud800\ufeff",
)


class TestHostile:
    @pytest.mark.parametrize("bad", HOSTILE)
    def test_what_is_written_in_an_article_is_text(self, bad: str) -> None:
        hostile = article(
            f"The risk {bad} grows.\n\n{bad}",
            bad,
            title=bad,
            author=bad,
            publisher=f"{bad}!",
            url=bad,
            language=bad,
            published=bad,
        )
        page = page_of(hostile, article("Nothing."))
        assert "49" not in words(page.one("textA"))
        assert " ".join(visible(bad).split()) in page.text()

    @pytest.mark.parametrize("bad", HOSTILE[:7])
    def test_what_is_written_in_a_lexicon_is_text(self, bad: str) -> None:
        odd = Dimension("risk", bad, bad, near=(Rule(bad, groups=("one", "two")),))
        groups = {"one": (Term("risk"),), "two": (Term("grows"),)}
        lexicon = Lexicon("odd", title=bad, version=bad, dimensions=(odd,), groups=groups)
        page = page_of(article("The risk grows."), article("Nothing."), lexicons=(lexicon,))
        assert [words(each) for each in page.marks("A")] == ["risk", "grows"]

    def test_escapes_are_seen(self) -> None:
        assert r"risk \x1b[31m \u202e grows" in page_of(
            article("A risk \x1b[31m \u202e grows."), article("Nothing.")
        ).text().replace("risk2", "risk")


def test_every_colour_of_words_reads_against_its_ground() -> None:
    (style,) = page_of(article("The risk grows."), article("Nothing.")).all("style")
    roots = re.findall(r":root \{(.*?)\}", words(style))
    assert len(roots) == 3  # light, dark, print
    for root in roots:
        colours = dict(re.findall(r"--(\w+): (#\w+)", root))
        for name in ("ink", "soft", "link", *(f"d{n}" for n in range(1, 10))):
            for ground in ("ground", "panel"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground, root)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = [each / 255 for each in bytes.fromhex(digits)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
