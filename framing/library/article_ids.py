"""Ids of very many articles: sixteen hex digits as one number, whatever else is an id beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from framing.library.stored_forms import ID, packed_ids

_LOW = np.uint64(2**20 - 1)
"""Bits of a number by which most that are not asked for are told."""


@dataclass(frozen=True, slots=True, eq=False)
class ArticleIds:
    """Ids as they are packed; each is made when it is asked for."""

    numbers: NDArray[np.uint64]
    others: Mapping[int, str]
    """Ids that are no such number, by place."""

    @classmethod
    def of(cls, ids: Sequence[str]) -> Self:
        """Some ids, in their order."""
        packed, others = packed_ids(ids)
        return cls(np.frombuffer(packed, ID).astype(np.uint64), others)

    def at(self, places: Iterable[int]) -> list[str]:
        """Those at some places."""
        numbers, others = self.numbers, self.others
        return [others.get(each, f"{numbers.item(each):016x}") for each in places]

    def among(self, ids: Collection[str]) -> NDArray[np.bool_]:
        """Of each, whether it is one of these."""
        asked = ArticleIds.of(list(ids))
        wanted = np.delete(asked.numbers, list(asked.others))
        may_be = np.zeros(int(_LOW) + 1, bool)
        may_be[wanted & _LOW] = True
        found: NDArray[np.bool_] = may_be[self.numbers & _LOW]
        held = np.flatnonzero(found)
        found[held] = np.isin(self.numbers[held], wanted)
        for place, other in self.others.items():
            found[place] = other in ids
        return found
