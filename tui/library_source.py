"""Owns the source of a library file: the answers of all screens, and what they share."""

from __future__ import annotations

from collections.abc import Sequence

from tui.answers.changes import ChangeAnswers
from tui.answers.coding import CodingAnswers
from tui.answers.compare import CompareAnswers
from tui.answers.export import ExportAnswers
from tui.answers.lexicons import LexiconAnswers
from tui.answers.library import LibraryAnswers
from tui.answers.runs import RunAnswers
from tui.answers.sources import SourcesAnswers
from tui.source import DimensionInfo, Sample


class LibrarySource(
    LibraryAnswers,
    CodingAnswers,
    CompareAnswers,
    SourcesAnswers,
    LexiconAnswers,
    RunAnswers,
    ExportAnswers,
    ChangeAnswers,
):
    """A library file; one that does not exist yet is an empty list."""

    offers_sample = True

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def empty_hint(self) -> str:
        """How articles come into this very file."""
        return f"No articles yet. `framing import{self.db_option} FILE…` adds some."

    def dimensions(self) -> Sequence[DimensionInfo]:
        """The dimensions that are scored."""
        return self.ask(lambda library: library.lexicons.dimensions(), ())

    def sample(self) -> Sample:
        """The library of the sample articles, made where need be."""
        from framing.runs.sample_corpus import NOTICE, sample_library

        source = LibrarySource(sample_library())
        source.open()
        return Sample(source, NOTICE)
