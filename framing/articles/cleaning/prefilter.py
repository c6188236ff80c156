"""One look at the lines of a text that spares nearly all of them the patterns of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.articles.cleaning.rules import Rule
from framing.articles.lines import Line


@dataclass(frozen=True, slots=True)
class Prefilter:
    """What a line has to show to fit any pattern of any rule."""

    exact: frozenset[str]
    openings: tuple[str, ...]
    """How patterns open that do not open with `*`."""
    endings: tuple[str, ...]
    """How those close that open with `*` and do not end with one."""
    inner: tuple[str, ...]
    """What stands in a line that fits one of the others."""
    longest: int
    """Words of a line at most."""

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Prefilter:
        """The prefilter of some rules."""
        rules = [rule for rule in rules if rule.lines.any]
        patterns = [rule.lines for rule in rules]
        wild = [pieces for pattern in patterns for pieces in pattern.open]
        inner = {max(pieces, key=len) for pieces in wild if not pieces[-1]}
        return cls(
            frozenset().union(*(pattern.exact for pattern in patterns)),
            tuple(sorted({opening for pattern in patterns for opening in pattern.openings})),
            tuple(sorted({pieces[-1] for pieces in wild if pieces[-1]})),
            tuple(sorted(piece for piece in inner if not _holds_another(piece, inner))),
            max((rule.longest for rule in rules), default=0),
        )

    def candidates(self, lines: Sequence[Line], folded: str) -> list[int]:
        """The indexes of the lines that some pattern may fit; `folded` is all of their text."""
        inner = [piece for piece in self.inner if piece in folded]
        return [
            index
            for index, line in enumerate(lines)
            if line.words <= self.longest
            and line.opens
            and (
                line.folded in self.exact
                or line.folded.startswith(self.openings)
                or line.folded.endswith(self.endings)
                or (inner and any(piece in line.folded for piece in inner))
            )
        ]


def _holds_another(piece: str, pieces: Iterable[str]) -> bool:
    return any(other in piece for other in pieces if other != piece)
