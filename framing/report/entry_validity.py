"""How often entries were right where coders looked: what a study says of the lexicons it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from framing.coding.wrong_entries import WrongEntry, coded_entries, worst
from framing.lexicons.installed import listing

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library


@dataclass(frozen=True, slots=True)
class Validity:
    """What coders say of the entries of one dimension."""

    by: Literal["library", "shipped", ""]
    """Whose codes: the library's, or those that the bundled lexicons were measured with; empty for
    none."""
    worst: Sequence[WrongEntry]
    """The entries that were wrong most often."""
    known: Mapping[str, tuple[int, int]]
    """Of entries: how many coded sentences they were right in, and fired in."""


_UNKNOWN = Validity("", (), {})


def validity_of(lexicons: Sequence[Lexicon], library: Library) -> dict[str, Validity]:
    """The validity of every dimension, by name."""
    bundled = {
        each.lexicon.fingerprint: each.lexicon
        for each in listing()
        if each.place == "bundled" and each.lexicon
    }
    found = {each.name: _UNKNOWN for lexicon in lexicons for each in lexicon.dimensions}
    for lexicon in lexicons:
        coded = coded_entries(bundled.get(lexicon.fingerprint, lexicon), library)
        for dimension, each in coded.items():
            known = {one.entry: (one.right, one.fired) for one in each.entries}
            found[dimension] = Validity(each.by, worst(each.entries), known)
    return found
