"""Owns what the app asks of its data: the questions of all screens, and what they share.

The app never learns where articles come from; tests and `framing compare A B` give it another
source than the library. A screen whose question a source does not know is not offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from framing.library import DimensionInfo, Rate, Row
from tui.questions.compare import CompareQuestions, EntryPlace, place_in
from tui.questions.export import Export, ExportQuestions, Selection
from tui.questions.library import Highest, Kin, LibraryQuestions, Order, Summary

__all__ = [
    "DimensionInfo",
    "EntryPlace",
    "Export",
    "Highest",
    "Kin",
    "Order",
    "Rate",
    "Row",
    "Sample",
    "Selection",
    "Source",
    "Summary",
    "place_in",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """Other articles to look at, and what has to be said of them."""

    source: Source
    notice: str


class Source(LibraryQuestions, CompareQuestions, ExportQuestions, Protocol):
    """Articles, their scores, and how they came about."""

    @property
    def name(self) -> str:
        """What the header calls the source: a file's name."""

    @property
    def empty_hint(self) -> str:
        """What to do where there is no article: one sentence."""

    @property
    def offers_sample(self) -> bool:
        """Whether `sample` has articles to show."""

    def dimensions(self) -> Sequence[DimensionInfo]:
        """The dimensions that are scored."""

    def sample(self) -> Sample:
        """The sample articles that travel with the program."""

    def forget(self) -> None:
        """Let go of what was remembered: articles or lexicons have changed."""

    def close(self) -> None:
        """Let go of files; nothing is asked afterwards."""
