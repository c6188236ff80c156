"""Image credits: “Photo: NAME”, “(AP Photo/NAME)”, “NAME/Reuters”, “/VCG”, and their captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rules import Rule
from framing.articles.lines import Line
from framing.model import Span

_NAME_WORDS = 8
_NAME_CHARACTERS = 100
_BY = re.compile(r"\S+\s+by(?:\s|$)", re.IGNORECASE)
"""How a credit opens that has neither a colon nor a slash: “Photo by NAME”."""


def credit(page: Page, rule: Rule) -> Iterator[Span]:
    """Lines that close with an image credit.

    A line short enough for a caption goes with its credit; of a longer one only the credit goes.
    """
    for index in _looked_at(page, rule):
        line = page.lines[index]
        if not page.free(index) or not line.is_folded:
            continue
        at = credit_start(line, rule, early=index < rule.first_lines)
        if at is not None:
            yield line.start if line.words <= rule.longest else line.start + at, line.end


def _looked_at(page: Page, rule: Rule) -> Iterator[int]:
    """The lines that can close with a credit: one look that spares most lines all others."""
    for index in page.fitting.get(rule.number, ()):
        text = page.lines.text(index)
        ending = text[-_NAME_CHARACTERS:]
        by = len(text) <= _NAME_CHARACTERS and _BY.match(text)
        if text[-1] in ")]" or ":" in ending or "/" in ending or by:
            yield index


def credit_start(line: Line, rule: Rule, *, early: bool) -> int | None:
    """Where in a line its closing credit begins; None where it has none."""
    text = line.text
    if text[0] == "/":
        return 0 if line.words <= 3 and text[1:2].isupper() else None
    if text[-1] not in ")]":
        return _open_credit(text, rule)
    opened = text.rfind("(" if text[-1] == ")" else "[", -_NAME_CHARACTERS)
    inner = text[opened + 1 : -1].casefold()
    if opened >= 0 and (_names_image(inner, rule) or (early and _names_agency(inner, rule))):
        return opened
    return None


def _names_image(inner: str, rule: Rule) -> bool:
    """Whether brackets hold a credit: “Photo: NAME”, “AP Photo/NAME”, “NAME/Reuters”."""
    labels, agencies = rule.lists["labels"], rule.lists["agencies"]
    head, colon, name = inner.partition(":")
    if colon and name.strip() and 0 < len(head.split()) <= 3:
        return head.split()[-1] in labels
    if inner.split(" ", 1)[0] in labels and inner.split()[1:2] in (["by"], ["courtesy"]):
        return True
    first, slash, _ = inner.partition("/")
    last = inner.rpartition("/")[2].strip()
    return bool(slash) and (first in (*agencies, *labels) or last.removeprefix("for ") in agencies)


def _names_agency(inner: str, rule: Rule) -> bool:
    """Whether brackets name a picture agency as source: others may be the source of a fact."""
    head, _, name = inner.partition(":")
    return head.strip() == "source" and name.strip() in rule.lists["agencies"]


def _open_credit(text: str, rule: Rule) -> int | None:
    """Where a credit without brackets begins: “Photo: NAME”, “Photo by NAME”, “NAME/Reuters”."""
    labels = rule.lists["labels"]
    first, *by = text.split(maxsplit=2)[:2]
    named = by and by[0].casefold() == "by" and first.casefold() in labels
    if named and len(text.split()) <= _NAME_WORDS + 2:
        return 0
    ending = text[-_NAME_CHARACTERS:]
    if ":" in ending:
        label, _, name = ending.rpartition(":")
        if 0 < len(name.split()) <= _NAME_WORDS and label.strip():
            word = label.split()[-1]
            at = len(text) - len(ending) + label.rindex(word)
            if word.casefold() in labels and text[:at].rstrip()[-1:] in ("", *".!?\"'”’)|—–"):
                return at
    _, slash, agency = ending.rpartition("/")
    if slash and agency.strip(" .").casefold().removeprefix("for ") in rule.lists["agencies"]:
        return text.rfind(". ") + 1
    return None
