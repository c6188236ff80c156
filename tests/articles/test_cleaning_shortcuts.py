"""Cleaning looks at few lines; what it finds is what every rule finds that looks at them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.articles.cleaning import clean_lines, lines_of, rules
from framing.articles.cleaning.credits import credit_start
from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rule_kinds import KINDS
from framing.articles.cleaning.rules import Rule, found
from framing.articles.lines import Line, Lines, utf_8
from framing.model import Span
from tests.articles.plain_lines import PlainLines
from tests.laws import examples

UNCLOSED = 600
"""Characters of a line at most that a rule takes for no sentence."""


def may_go(page: Page, index: int, rule: Rule) -> bool:
    """Whether no rule has the line, and it stands where the rule wants it."""
    opens = rule.not_first and index == page.first_free()
    return page.free(index) and not opens and page.in_zone(index, index + 1, rule.zone)


def shown(page: Page, rule: Rule) -> bool:
    """Whether a rule's keys stand in the text: in a title alone they do not count."""
    return not rule.keys or any(map(page.shows, rule.keys))


def forms(page: Page, rule: Rule) -> Iterator[Span]:
    """Every line that the rule may look at, whatever stands in it."""
    count = len(page.lines) if shown(page, rule) else 0
    for index, line in enumerate(page.lines.between(0, count)):
        looked_at = index in page.fitting[rule.number]
        if rule.all_lines and not rule.starts:
            looked_at = (not rule.first_lines or index < page.head + rule.first_lines - 1) and (
                not rule.last_lines or index >= count - rule.last_lines
            )
        match = found(line.text, rule.forms) if looked_at else None
        if match and may_go(page, index, rule):
            part = "part" if "part" in match.re.groupindex else 0
            whole = (0, len(line.text)) if part == 0 else match.span(part)
            yield line.start + whole[0], line.start + whole[1]


def addresses(page: Page, rule: Rule) -> Iterator[Span]:
    """Every word of every line that holds a key of the text."""
    keys = list(filter(page.shows, rule.keys))
    for line in page.lines:
        at = 0
        for word in line.text.split():
            at = line.text.index(word, at)
            match = found(word, rule.forms)
            if match and any(key in word for key in keys):
                begin = line.start + at + match.start()
                yield begin, begin + len(match[0].rstrip(".,;:!?…\"'”’»)]}"))
            at += len(word)


def image_credits(page: Page, rule: Rule) -> Iterator[Span]:
    """Every line, however it closes."""
    for index, line in enumerate(page.lines):
        at = credit_start(line, rule, early=index < rule.first_lines)
        if at is not None and page.free(index) and line.is_folded:
            yield line.start if line.words <= rule.longest else line.start + at, line.end


def line_of_text(page: Page, index: int) -> bool:
    """Whether a line is not the title above the text."""
    return page.lines[index].start >= 0


def paragraphs(page: Page, rule: Rule) -> Iterator[Span]:
    """Every paragraph, with all its phrases."""
    for first in sorted({line.paragraph for line in page.lines}):
        past = page.paragraph(first)
        lines = page.lines.between(first, past)
        text = " ".join(line.folded for line in lines)
        opens = not rule.starts or first in page.fitting[rule.number]
        held = not rule.phrases or any(all(one in text for one in each) for each in rule.phrases)
        in_text = line_of_text(page, first) or any(map(page.holds, rule.words))
        held &= bool(rule.starts) or in_text
        few = sum(line.words for line in lines) <= rule.longest
        if opens and held and few and page.in_zone(first, past, rule.zone):
            yield page.span(first, past)


PLAIN: Mapping[str, Callable[[Page, Rule], Iterator[Span]]] = {
    **{kind: each.find for kind, each in KINDS.items()},
    "form": forms,
    "address": addresses,
    "credit": image_credits,
    "paragraph": paragraphs,
}


BY_THEMSELVES: Mapping[str, Callable[[str], bool]] = {
    "image": lambda text: " " not in text,
    "contact": lambda text: not {*"0123456789@"}.isdisjoint(text),
    "capitals": str.isupper,
    "language": lambda text: not text.isascii(),
}


OF_ANY_LINE = ("address", "byline", "credit", "site", "teaser")


def equals(line: Line, pieces: tuple[str, ...], text: bytes) -> bool:
    """Whether a folded line is the pieces with anything between them; of a pattern that is open at
    both ends the longest word of a title has to stand in the text below, too."""
    if line.start < 0 and len(pieces) > 1 and not pieces[0] and not pieces[-1]:
        word = max(" ".join(pieces).split(), key=len)
        if word.encode() not in text:
            return False
    return expression(pieces).fullmatch(line.folded) is not None


@cache
def expression(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pieces)), re.DOTALL)


def fits(line: Line, rule: Rule, text: bytes) -> bool:
    """Whether a line equals a pattern of the rule; of a rule without any, whether it is of the
    rule's kind, and for some kinds short and no sentence."""
    if rule.patterns:
        return line.opens and any(equals(line, pieces, text) for pieces in rule.patterns)
    if rule.kind in OF_ANY_LINE:
        return True
    short = not line.ends_sentence and len(line.text) <= UNCLOSED
    return short and BY_THEMSELVES.get(rule.kind, bool)(line.text)


def every_line(lines: Lines) -> dict[int, list[int]]:
    """The lines that fit each rule, by its number: all are asked."""
    text = lines.encoded.lower()
    return {
        rule.number: [index for index, line in enumerate(lines) if fits(line, rule, text)]
        for rule in rules()
    }


def by_character(text: str, spans: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    """The rule of each character that is excluded and no white space; a title is never any, and
    counts by what it does to the lines below."""
    return {
        at: rule
        for start, end, rule in spans
        for at in range(max(0, start), end)
        if text[at].strip()
    }


WORDS = ("Oldtown", "harbour", "the", "12", "Ann Lee", "a week", "3 May 2024", "read", "we said:")
PROSE = (
    "The harbour town has opened a second ferry line, and its council hopes that it will bring "
    "back the visitors who stayed away last year.",
    "“We have seen three such lines come and go,” said Ann Lee, who has fished at the old pier "
    "for 30 years, “and none of them lasted longer than two summers.”",
    "This article of the harbour’s rules says: no boat/ferry may leave before 7:30 – or after "
    "(as the mayor had it) the last bell, whatever the weather on the coast may be.",
    "By signing their names the views expressed in the meeting became law for a quiet protected "
    "bay, more or less, and copyright was the last thing on their minds at www.oldtown.example/a.",
    "The town has opened a second ferry\nline and hopes that it will bring\nback guests.",
    "OLDTOWN (Reuters) - The mayor said on Monday that the ferry will leave at noon.",
)
DISCLAIMER = (
    "The views expressed in this article are those of the author alone and do not represent the "
    "Herald or anybody else who writes for it."
)
SHORT = (
    "A Second Ferry for the Harbour", "THE OLD PIER MUST CLOSE BEFORE WINTER", "Page 2 of 5",
    "By Ann Lee", "3 May 2024", "The ferry. Photo: Tom Ode", "Photo by Tom Ode", "/VCG",
    "The ferry. (AP Photo/Tom Ode)", "Tom Ode/Reuters",
    "Late again! — Ann Lee (@annlee) May 3, 2024",
    "10:05", "2 hours ago", "Harbour.example - Tin tức của thị trấn",
    "Tin tức của thị trấn hôm nay",
    "ferry.jpg", "Tel: +99 123 456 789", "write to news@herald.example", "[email protected]",
    "Harbour watch:Old pier to close for the winter", "How the pier was lost Read more",
    "The opinions expressed here do not represent the Herald.",
    "Ann Lee is a columnist for the Herald.",
    "(Reporting by Ann Lee; editing by Tom Ode)", "OLDTOWN, May 3 (AP) — The ferry is late.",
    "Ann Lee Ann May LeeFerry lost at sea MORE and so on", "Updated: 3 May 2024 at 10:05",
)  # fmt: skip
PATTERNS = tuple(
    pattern
    for rule in rules()
    for pattern in (
        *sorted(rule.lines.exact),
        *("*".join(pieces) for pieces in rule.lines.wild),
        *(f"{start}*" for start in rule.starts),
        *("*".join(phrases) for phrases in rule.phrases),
    )
)


def written(pattern: str, word: str, case: Callable[[str], str], closed: str) -> str:
    """A line that fits a pattern: `*` is a word, and apostrophes are printed ones."""
    filled = pattern.replace("*", f" {word} " if len(word) > 4 else word)
    return " ".join((case(filled).replace("'", "’") + closed).split())


ODD_WHITE = ("  ", "\t", "\xa0", " \u2028", "\x85", "\u3000", "\r", "\x1c")


def spoiled(line: str, white: str, at: int, mark: str) -> str:
    """A line whose n-th space is other white space, with a mark behind it."""
    words = line.split(" ")
    cut = at % len(words)
    return white.join((" ".join(words[:cut]), mark + " ".join(words[cut:]))) if cut else line


LINES = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(SHORT),
    st.builds(
        written,
        st.sampled_from(PATTERNS),
        st.sampled_from(WORDS),
        st.sampled_from([str, str.capitalize, str.upper]),
        st.sampled_from(["", "", ".", ":"]),
    ),
)
SPOILED = st.builds(
    spoiled,
    LINES,
    st.sampled_from(ODD_WHITE),
    st.integers(1, 30),
    st.sampled_from(["", "", "\u0301", "’", "é", "İ", "ß", "漢", "١", "\ud800"]),
)
TEXTS = st.lists(
    st.tuples(
        st.one_of(LINES, LINES, SPOILED), st.sampled_from(["\n\n", "\n\n", "\n", " \n\x85\n\t"])
    ),
    min_size=1,
    max_size=14,
).map(lambda parts: "".join(line + gap for line, gap in parts))
TITLES = st.one_of(st.just(""), st.one_of(LINES, SPOILED).map(lambda line: " ".join(line.split())))


def check(text: str, title: str = "") -> None:
    """Clean a text in both ways, below a title or without one."""
    lines = PlainLines(text, title)
    page = Page(text, lines, every_line(lines))
    for rule in rules():
        for span in list(PLAIN[rule.kind](page, rule)):
            page.take(span, rule.name)
    quick = clean_lines(text, lines_of(text, utf_8(text), title))
    spans = [(each.start, each.end, each.rule) for each in quick]
    assert by_character(text, spans) == by_character(text, page.spans())


@examples(400)
@given(TEXTS, TITLES)
@example(f"{DISCLAIMER}\n\n{PROSE[0]}\n\n{PROSE[1]}", "")
@example(f"{PROSE[0]}\n\n{PROSE[1]}\n\n{DISCLAIMER}", "")
def test_the_shortcuts_find_what_every_rule_finds_in_every_line(text: str, title: str) -> None:
    check(text, title)


@pytest.mark.parametrize("case", [str.capitalize, str.upper])
def test_no_pattern_is_missed_above_between_and_below_prose(case: Callable[[str], str]) -> None:
    lines = [
        *SHORT,
        *(
            written(each, "Ann Lee in Oldtown on the coast of the long bay", case, "")
            for each in PATTERNS
        ),
    ]
    for at in range(0, len(lines), 6):
        first, second, third, *below = lines[at : at + 6] + lines[:3]
        check("\n\n".join((first, second, PROSE[0], third, PROSE[1], *below[:3])))
