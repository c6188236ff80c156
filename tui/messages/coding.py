"""Owns the messages of the coding screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.coding.codebooks import Definition
    from framing.coding.coding_rows import AgreementRow
    from framing.library import Role
    from tui.questions.coding import CodingState, Reveal
    from tui.source import DimensionInfo


class CodingLoaded(Record):
    """What was drawn and said, and what can be drawn for."""

    state: CodingState
    dimensions: Sequence[DimensionInfo]
    articles: int


class SurroundingsLoaded(Record):
    """What stands around the units of a sample, and what coders are told of its dimensions."""

    sample: str
    around: Mapping[str, tuple[str, str]]
    codebook: Sequence[Definition]


class AgreementLoaded(Record):
    """How far the coders of a sample agree, and what was said of it by then."""

    sample: str
    state: CodingState
    rows: Sequence[AgreementRow]


class Revealed(Record):
    """What the lexicons found in a unit, and what everybody said of it."""

    unit: str
    reveal: Reveal


class CodesStored(Record):
    """What was said is in the library."""


class CoderNamed(Record):
    """Somebody said who codes, or adjudicates."""

    name: str
    role: Role


class DimensionClicked(Record):
    """A dimension was clicked, to be switched."""

    name: str
