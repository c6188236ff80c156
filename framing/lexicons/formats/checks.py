"""What every lexicon must hold, whatever format it is written in.

Each check returns the value as it is kept, or raises ValueError with a sentence for the user;
the reader of a format knows the place and makes it a LexiconError.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from framing import limits
from framing.lexicons.lexicon import Term

if TYPE_CHECKING:
    from framing.lexicons.patterns import Pattern

_LONGEST_QUOTED = 80
_LEXICON_NAME = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def field_text(text: str) -> str:
    """Text in normal form C; no control character but tab and line break, no lone surrogate."""
    return unicodedata.normalize("NFC", raw_text(text))


def raw_text(text: str) -> str:
    """The same as it was written, not brought into normal form."""
    if found := _CONTROL.search(text):
        raise ValueError(f"the text holds the character U+{ord(found[0]):04X}, which no text may")
    if len(text) > limits.FIELD_CHARACTERS:
        raise ValueError(f"the text is longer than {limits.FIELD_CHARACTERS} characters")
    return text


def lexicon_name(text: str) -> str:
    """A lexicon's name, which is also the name of its file in the user's folder."""
    if not _LEXICON_NAME.fullmatch(text) or len(text) > limits.NAME_CHARACTERS:
        raise ValueError(
            f"a lexicon's name is 1 to {limits.NAME_CHARACTERS} of the letters a-z and A-Z, "
            f"digits, _ and -, not {quoted(text)}"
        )
    return text


def part_name(text: str) -> str:
    """The name of a dimension or a group."""
    return _printable(text, limits.NAME_CHARACTERS)


def rule_name(text: str) -> str:
    """The name of a near rule; it takes the place of a pattern in tables and exports."""
    return _printable(text, limits.PATTERN_CHARACTERS)


def kind_name(text: str) -> str:
    """The sub-kind of an entry."""
    return _printable(text, limits.KIND_CHARACTERS)


def _printable(text: str, longest: int) -> str:
    name = unicodedata.normalize("NFC", text)
    if not name.isprintable() or name != name.strip() or not 0 < len(name) <= longest:
        raise ValueError(
            f"a name is 1 to {longest} printable characters without space around them, "
            f"not {quoted(text)}"
        )
    return name


def same_name(name: str) -> str:
    """What two names have in common that differ only in case or in normal form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def weight(number: float) -> float:
    """A weight as a float."""
    if not 0 <= number <= limits.LARGEST_WEIGHT:
        raise ValueError(
            f"a weight is a number from 0 to {limits.LARGEST_WEIGHT:,.0f}, not {number}"
        )
    return number + 0.0


def within(number: float) -> int:
    """The width of a near rule's window, in words."""
    if not isinstance(number, int) or not 1 <= number <= limits.WITHIN_WORDS:
        raise ValueError(f"within is a whole number from 1 to {limits.WITHIN_WORDS}, not {number}")
    return number


def quoted(text: str) -> str:
    """Somebody's text for a message: on one line and not long."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """Somebody's text on one line, and no more of it than a message can show."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTED else line[: _LONGEST_QUOTED - 1] + "…"


def listed(names: Iterable[str]) -> str:
    """Names for a message, cut to what fits into one."""
    return textwrap.shorten(", ".join(names), limits.NAME_CHARACTERS * 2, placeholder=" …")


@dataclass(slots=True)
class LexiconSize:
    """What a lexicon holds so far, against the caps of a whole lexicon."""

    entries: int = 0
    open_patterns: int = 0
    open_literals: int = 0
    literals: int = 0

    def add_rule(self) -> None:
        """Count a near rule."""
        self._add_entry()

    def add_pattern(self, pattern: Pattern) -> None:
        """Count a term, an exclusion or a member of a group."""
        self._add_entry()
        self.literals += pattern.literals
        self.open_patterns += pattern.is_open
        self.open_literals += pattern.literals * pattern.is_open
        if self.literals > limits.LEXICON_LITERALS:
            raise ValueError(f"the patterns have more than {limits.LEXICON_LITERALS:,} letters")
        if self.open_patterns > limits.LEXICON_OPEN_PATTERNS:
            raise ValueError(
                f"more than {limits.LEXICON_OPEN_PATTERNS:,} patterns have a wildcard at the "
                "head or inside of a word"
            )
        if self.open_literals > limits.LEXICON_OPEN_LITERALS:
            raise ValueError(
                "the patterns with a wildcard at the head or inside of a word have more than "
                f"{limits.LEXICON_OPEN_LITERALS:,} letters"
            )

    def _add_entry(self) -> None:
        self.entries += 1
        if self.entries > limits.LEXICON_ENTRIES:
            raise ValueError(f"the lexicon has more than {limits.LEXICON_ENTRIES:,} entries")


@dataclass(slots=True)
class TermList:
    """A list of terms as it grows: every pattern once, none that stands in `apart` too.

    Two patterns are the same where the same words match: case (but of terms that ask for it),
    normal form and a hyphen for a space make no difference. Of several ways to write one the first
    in code point order is kept, so that the order of lines does not matter.
    """

    size: LexiconSize
    apart: TermList | None = None
    kept: dict[tuple[Pattern, str], Term] = field(default_factory=dict)
    """By the pattern, and the way it is written where that counts."""
    first: dict[Pattern, Term] = field(default_factory=dict)
    """The first term of a pattern, however it is written."""

    def add(self, term: Term) -> None:
        """Take a term; one that stands here with the same settings is merged."""
        pattern = unicodedata.normalize("NFC", " ".join(term.pattern.split()))
        self.take(replace(term, pattern=pattern), parsed(pattern))

    def take(self, term: Term, pattern: Pattern) -> Term | None:
        """Take a term whose pattern is parsed; return the one it is merged with, if any."""
        key = (pattern, term.pattern if term.case else "")
        if self.apart and (other := self.apart.blocked(term, key)):
            raise ValueError(f"{quoted(term.pattern)} is a term too, in line {other.line}")
        first = self.first.setdefault(pattern, term)
        same = self.kept.get(key)
        if other := same or (first if first.case != term.case else None):
            _refuse_other(term, other)
        self.size.add_pattern(pattern)
        self.kept[key] = min(same, term, key=_written) if same else term
        return same

    def blocked(self, exclusion: Term, key: tuple[Pattern, str]) -> Term | None:
        """The term here that could never win beside an exclusion, if there is one."""
        return self.kept.get(key) if exclusion.case else self.first.get(key[0])

    def all(self) -> tuple[Term, ...]:
        """The terms, in the order in which their patterns first came."""
        return tuple(self.kept.values())


_SETTINGS = ("needs", "unless", "case", "kind")


def _refuse_other(term: Term, same: Term) -> None:
    """Raise ValueError where two terms of the same words do not say the same."""
    if same.weight != term.weight:
        raise ValueError(
            f"{quoted(term.pattern)} weighs {term.weight:g} here "
            f"and {same.weight:g} in line {same.line}"
        )
    other = [key for key in _SETTINGS if getattr(same, key) != getattr(term, key)]
    if other:
        what = " and ".join([", ".join(other[:-1]), other[-1]] if other[1:] else other)
        raise ValueError(
            f"{quoted(term.pattern)} is in line {same.line} too, with different {what}: keep one"
        )


def _written(term: Term) -> str:
    return term.pattern


def parsed(pattern: str) -> Pattern:
    """The parsed pattern; ValueError says why there is none."""
    # Patterns are cut by the rules of texts, which need arrays; whoever only asks for a
    # lexicon's name is not to wait for those.
    from framing.lexicons.patterns import parse_pattern

    if not pattern:
        raise ValueError("the pattern is empty")
    return parse_pattern(pattern)
