"""Owns what the coding screen asks: what was drawn and said, a sentence, how far coders agree.

Nothing of it but `reveal` tells what a lexicon found, and nothing who published it: it is blind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from framing.coding.codebooks import Definition
    from framing.coding.coding_rows import AgreementRow
    from framing.coding.strata import SampleRequest
    from framing.library import Code, Role, Sample, SampleUnit
    from framing.model import Match
    from tui.jobs import Job


@dataclass(frozen=True, slots=True)
class CodingState:
    """What was drawn, what was said of it, and who codes."""

    samples: Sequence[Sample]
    """The first one drawn first."""
    codes: Sequence[Code]
    coder: str
    """The name that is kept; where none is, the one that the computer knows the user by."""
    asked: bool
    """Whether the name was said once and kept."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """What the lexicons found in a sentence, and what everybody said of it."""

    text: str
    """The sentence as it stands in the article, on one line."""
    matches: Sequence[Match]
    """With offsets in the text."""
    codes: Sequence[Code]


class CodingQuestions(Protocol):
    """What is asked by who codes."""

    def coding(self) -> CodingState:
        """All samples with their codes."""

    def coder_named(self, typed: str, role: Role) -> str:
        """The coder that a typed name means, as the library spells it; a coder's name is kept.

        Raises UsageError for what is no name, and for an adjudicator who has coded.
        """

    def drawing(self, wanted: SampleRequest) -> Job:
        """The job that draws a sample and keeps it."""

    def surroundings(self, sample: Sample) -> Mapping[str, tuple[str, str]]:
        """What stands before and after the sentence of each unit, without the article's title."""

    def record(self, given: Sequence[Code], taken_back: Sequence[Code]) -> None:
        """Store codes, and remove others."""

    def reveal(self, unit: SampleUnit) -> Reveal:
        """What the lexicons find in the sentence of a unit, and all its codes."""

    def codebook(self, sample: Sample) -> Sequence[Definition]:
        """What coders are told of each dimension."""

    def agreement(self, sample: Sample) -> Sequence[AgreementRow]:
        """How far the coders of a sample agree, by dimension."""
