"""What a lexicon's pattern means: words with wildcards, cut by the rules that cut a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from framing.limits import PATTERN_CHARACTERS, WORD_WILDCARDS
from framing.text import JOINT_NONE, JOINT_STOP, segment, tails_of
from framing.text import characters as ch

Shape = Literal["literal", "prefix", "glob", "any"]

FEWEST_LITERALS = 2
"""A pattern with fewer letters and digits would catch nearly everything."""


@dataclass(frozen=True, slots=True)
class PatternWord:
    """One word of a pattern, folded."""

    text: str
    tail: int = 0
    """The tails it demands, as in `Tokens.tail`; 0 where it takes any or none."""
    touching: bool = False
    """Whether nothing may stand between it and the word before (scripts without spaces)."""

    @property
    def shape(self) -> Shape:
        """`literal`; `prefix` (one `*` at its end); `any` (a lone `*`); else `glob`."""
        if self.text == "*":
            return "any"
        if not (wildcards := self.wildcards):
            return "literal"
        return "prefix" if wildcards == 1 and self.text.endswith("*") else "glob"

    @property
    def wildcards(self) -> int:
        """Number of `*` and `?`."""
        return self.text.count("*") + self.text.count("?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: its words, and how specific it is."""

    words: tuple[PatternWord, ...]
    literals: int
    """Number of letters and digits, those of tails included."""
    wildcards: int
    """Number of `*` and `?`."""

    @property
    def is_open(self) -> bool:
        """Whether a wildcard stands anywhere but at the end of a word."""
        return any(word.shape == "glob" for word in self.words)


# Latin, Greek and Cyrillic letters, digits and wildcards, apart by single spaces or hyphens: what
# most patterns are made of. They need no segmentation by arrays, which takes thirty times longer
# for one pattern.
_PLAIN = "[a-zß-öø-ÿĀ-ʯά-ώа-џḀ-ỿ0-9*?]+"
_SIMPLE = re.compile(f"{_PLAIN}(?:[ -]{_PLAIN})*")


@lru_cache(1 << 16)
def parse_pattern(text: str) -> Pattern:
    """The pattern that `text` writes.

    Raises ValueError, with a sentence for the user, where the text can never match or is more
    than a pattern may be.
    """
    if len(text) > PATTERN_CHARACTERS:
        raise ValueError(f"the pattern is longer than {PATTERN_CHARACTERS} characters")
    text = text.strip()
    folded = text.lower() if text.isascii() else ch.fold(text)
    if _SIMPLE.fullmatch(folded):
        words = tuple(PatternWord(word) for word in re.split("[ -]", folded))
    else:
        words = _segmented(folded)
    wildcards = sum([word.wildcards for word in words])
    tails = sum(len(tail) for word in words if word.tail for tail in tails_of(word.tail))
    literals = sum([len(word.text) for word in words]) - wildcards + tails
    pattern = Pattern(words, literals, wildcards)
    _refuse_vague(pattern)
    return pattern


def written_words(text: str) -> list[str]:
    """The words of a pattern in the case in which it writes them, without tails."""
    text = text.strip()
    folded = ch.fold(text)
    if _SIMPLE.fullmatch(folded):
        return re.split("[ -]", text)
    tokens = segment([folded], wildcards=True)
    bounds = zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)
    return [ch.bare(text[start:end].removesuffix(".")) for start, end in bounds]


def _segmented(text: str) -> tuple[PatternWord, ...]:
    """The words of a pattern with other marks than spaces and hyphens between letters."""
    tokens = segment([text], wildcards=True)
    if not len(tokens):
        raise ValueError("the pattern holds no word" if text else "the pattern is empty")
    tails, joints = tokens.tails, tokens.joints
    first = int(tokens.start[0] - tokens.base[0])
    last = int(tokens.end[-1] - tokens.base[0])
    last += sum(1 + len(tail) for tail in tails_of(int(tails[-1])))
    if mark := text[:first][-1:] or text[last:][:1]:
        raise ValueError(f"the pattern can never match: “{mark}” belongs to no word")
    if (joints[1:] == JOINT_STOP).any():
        raise ValueError("the pattern can never match: no phrase runs across its punctuation")
    return tuple(
        PatternWord(
            tokens.word(index),
            int(tails[index]),
            index > 0 and bool(joints[index] == JOINT_NONE),
        )
        for index in range(len(tokens))
    )


def _refuse_vague(pattern: Pattern) -> None:
    if pattern.literals < FEWEST_LITERALS:
        raise ValueError(f"the pattern needs at least {FEWEST_LITERALS} letters or digits")
    if all(len(word.text) == word.wildcards for word in pattern.words):
        raise ValueError("the pattern needs a letter or digit outside the tail of a word")
    for word in pattern.words:
        if word.wildcards > WORD_WILDCARDS:
            raise ValueError(f"“{word.text}” has more than {WORD_WILDCARDS} wildcards in one word")
