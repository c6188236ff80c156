"""Words that a line end cut: where they stand in a text, and whether their hyphen is their own."""

from __future__ import annotations

import re
from collections.abc import Container

HYPHENS = ("-", "\u2010", "\u00ad")
_AT_ENDS = frozenset((*HYPHENS, " ", "\t", "\r"))
"""What a line with a cut word closes with."""
CUT = re.compile(r"(?<!\w)(\w+)[-\u2010\u00ad][ \t]{0,9}\r?\n[ \t]{0,80}(\w+)")
_HYPHENED = re.compile(r"(?<!\w)(?=(\w+-\w+))")
_WITH_REST = re.compile(CUT.pattern + r"(\S*)[^\S\n]*\n?")


def hyphened_words(text: str) -> set[str]:
    """The words that a text writes with a hyphen inside a line."""
    return set(_HYPHENED.findall(text))


def whole(cut: re.Match[str], known: Container[str]) -> str:
    """A word that a line end cut: with its hyphen where that is known to be its own, or where no
    small letter follows."""
    hyphened = f"{cut[1]}-{cut[2]}"
    keeps = hyphened in known or not cut[2][0].islower() or cut[1][-1].isdigit()
    return hyphened if keeps and "\u00ad" not in cut[0] else cut[1] + cut[2]


def joined(text: str) -> str:
    """The text with each cut word whole, and its line end after it."""
    known = hyphened_words(text)
    return _WITH_REST.sub(lambda cut: f"{whole(cut, known)}{cut[3]}\n", text)


def cut_words(text: str) -> list[str]:
    """The words that line ends cut before a small letter, as the text writes them."""
    if _AT_ENDS.isdisjoint([line[-1:] for line in text.split("\n")]):
        return []
    found = CUT.finditer(text)
    return [cut[0] for cut in found if cut[2][0].islower() and not cut[1][-1].isdigit()]
