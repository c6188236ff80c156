"""Letters that words of a text are compared with, eight bytes at a time and many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.byte_keys import MASKS, SPREAD, WIDTH, Keys, key_of, view_of
from framing.text.offsets import Mask, Offsets, layers
from framing.text.words import Words

_PROBE = 4
"""Bytes of a word that are looked up; words that open shorter prefixes are looked up by less."""
_FEWEST_BITS, _MOST_BITS = 12, 20
_SPARSE = 16
"""Places of a table for each form at least, while it is not at its largest."""


class Form(NamedTuple):
    """Folded letters in UTF-8 that a word has, or begins with."""

    letters: bytes
    whole: bool
    """Whether the word has no more."""


class Forms:
    """Many forms as arrays, by their number."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.size = np.array([len(form.letters) for form in forms], dtype=np.int64)
        self.whole = np.array([form.whole for form in forms], dtype=bool)
        parts = [_keys(form.letters) for form in forms]
        self._from = np.cumsum([0, *map(len, parts)])[:-1]
        self._keys = np.array([key for part in parts for key in part], dtype=np.uint64)
        self.first = np.array([part[0] for part in parts], dtype=np.uint64)
        """The key of the first eight bytes."""
        self.mask: Keys = MASKS[np.where(self.whole, WIDTH, np.minimum(self.size, WIDTH))]
        """The bytes of a word that its own first key is compared by."""

    def fit(self, words: Words, forms: Offsets, places: Offsets) -> Mask:
        """Which of these forms have the words at these places."""
        size, wanted = words.size[places], self.size[forms]
        fits: Mask = np.where(self.whole[forms], size == wanted, size >= wanted)
        view = view_of(words.folded)
        at = words.at[places]
        going_on = np.flatnonzero(fits)
        for depth in range(0, int(wanted.max(initial=0)), WIDTH):
            going_on = going_on[wanted[going_on] > depth]
            own = forms[going_on]
            mask = MASKS[np.minimum(wanted[going_on] - depth, WIDTH)]
            same = view[at[going_on] + depth] & mask == self._keys[self._from[own] + depth // WIDTH]
            fits[going_on[~same]] = False
            going_on = going_on[same]
        return fits


class Index:
    """A table from the first bytes of a word to the patterns that are looked for by such a word."""

    def __init__(self, forms: Sequence[Form], patterns: Sequence[int]) -> None:
        """`forms` holds what each of the `patterns` is looked for by."""
        owners: dict[Form, list[int]] = {}
        for form, pattern in zip(forms, patterns, strict=True):
            owners.setdefault(form, []).append(pattern)
        self._forms = Forms(list(owners))
        self._owner = np.array([each for own in owners.values() for each in own], dtype=np.int64)
        self._counts = np.array([len(own) for own in owners.values()], dtype=np.int64)
        self._opens = np.cumsum(self._counts) - self._counts
        probe = np.where(self._forms.whole, WIDTH, np.minimum(self._forms.size, _PROBE))
        self._tables = [
            _Table(self._forms, np.flatnonzero(probe == size), int(size))
            for size in np.unique(probe)
        ]

    def find(self, words: Words, keys: Keys) -> tuple[Offsets, Offsets]:
        """Patterns and the words they are looked for by, wherever the letters of one stand."""
        found = [pair for table in self._tables for pair in table.find(keys)]
        if not found:
            return _NONE, _NONE
        form = np.concatenate([each for each, _ in found])
        word = np.concatenate([each for _, each in found])
        long = np.flatnonzero(self._forms.size[form] >= WIDTH)
        wrong = long[~self._forms.fit(words, form[long], word[long])]
        if len(wrong):
            form, word = np.delete(form, wrong), np.delete(word, wrong)
        pairs = [
            (self._owner[place], word[own])
            for own, place in layers(self._opens[form], self._counts[form])
        ]
        return np.concatenate([each for each, _ in pairs]), np.concatenate([at for _, at in pairs])


_NONE: Offsets = np.zeros(0, dtype=np.int64)


def keys_of(words: Words) -> Keys:
    """The first eight bytes of every word as it is compared."""
    return view_of(words.folded)[words.at] & MASKS[np.minimum(words.size, WIDTH)]


class _Table:
    """The forms that are looked up by so many bytes."""

    def __init__(self, forms: Forms, chosen: Offsets, probe: int) -> None:
        self._probe = MASKS[probe]
        bits = min(max(_FEWEST_BITS, (_SPARSE * len(chosen)).bit_length()), _MOST_BITS)
        self._shift = np.uint64(64 - bits)
        place = self._place(forms.first[chosen])
        order = np.argsort(place, kind="stable")
        self._form = chosen[order]
        self._masks, self._firsts = forms.mask[self._form], forms.first[self._form]
        buckets, opens, counts = np.unique(place[order], return_index=True, return_counts=True)
        self._opens, self._counts = np.append(0, opens), np.append(0, counts)
        self._bucket = np.zeros(1 << bits, dtype=np.min_scalar_type(len(buckets)))
        self._bucket[buckets] = np.arange(1, len(buckets) + 1)

    def _place(self, keys: Keys) -> NDArray[np.int64]:
        place: Offsets = ((keys & self._probe) * SPREAD >> self._shift).view(np.int64)
        return place

    def find(self, keys: Keys) -> Iterator[tuple[Offsets, Offsets]]:
        """Forms and words, wherever the first eight bytes fit."""
        bucket = self._bucket[self._place(keys)]
        met = np.flatnonzero(bucket != 0)  # eight times as fast as of the numbers
        bucket, keys = bucket[met], keys[met]
        for own, place in layers(self._opens[bucket], self._counts[bucket]):
            same = np.flatnonzero(keys[own] & self._masks[place] == self._firsts[place])
            yield self._form[place[same]], met[own[same]]


def _keys(letters: bytes) -> list[int]:
    """The letters as keys of eight bytes each; one at least."""
    return [
        key_of(letters[place : place + WIDTH]) for place in range(0, max(1, len(letters)), WIDTH)
    ]
