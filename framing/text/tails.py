"""What belongs to the word before, right after an apostrophe: ’s, ’t, ’re and their kind."""

from __future__ import annotations

TAILS = ("s", "t", "re", "ve", "ll", "d", "m")
"""As the core numbers them, from 1."""

_TAIL_BITS = 3


def tails_of(code: int) -> tuple[str, ...]:
    """The tails that an item of `Tokens.tails` stands for: two at most, as in wouldn’t’ve."""
    places = code & (1 << _TAIL_BITS) - 1, code >> _TAIL_BITS
    return tuple(TAILS[place - 1] for place in places if place)
