"""Owns how a library file answers the questions of the compare screen: by scanning anew."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError, NotFoundError
from tui.answers.connections import Connections
from tui.questions.compare import EntryPlace, place_in

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.lexicons.installed import InstalledLexicon
    from framing.matching import Scanner
    from framing.model import Profile


class CompareAnswers(Connections):
    """Articles with their matches, by the lexicons that made their stored scores."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._making = threading.Lock()

    def profile(self, article_id: str) -> Profile:
        """One article, scanned.

        Raises NotFoundError for an id that the library does not have.
        """
        article = self.ask(lambda library: library.articles.one(article_id), None)
        if article is None:
            raise NotFoundError(f"there is no article {article_id!r}")
        with self._making:
            scanner = self._scanner
        return scanner.scan([article])[0]

    def prepare(self) -> None:
        """Make ahead what the first opened article needs: the lexicons, compiled.

        What fails here fails again, and is told, when an article is opened.
        """
        if self.path.exists():
            with suppress(FramingError), self._making:
                self._scanner.rate([])

    def forget(self) -> None:
        """Let go of the lexicons: others may be on, or their files changed."""
        with self._making:
            for name in ("_lexicons", "_scanner", "_known"):
                self.__dict__.pop(name, None)

    @cached_property
    def _lexicons(self) -> Sequence[Lexicon]:
        return self.ask(lambda library: library.lexicons.current(), ())

    @cached_property
    def _scanner(self) -> Scanner:
        # Arrays; wanted only when an article is opened.
        from framing.matching import Scanner

        return Scanner(self._lexicons)

    @cached_property
    def _known(self) -> dict[str, InstalledLexicon]:
        """The lexicon files at hand by fingerprint."""
        from framing.lexicons.installed import listing

        return {each.lexicon.fingerprint: each for each in listing() if each.lexicon}

    def entry_place(self, dimension: str, entry: str) -> EntryPlace:
        """The lexicon of the dimension, and file and line where the file is still at hand."""
        with self._making:
            lexicons, known = self._lexicons, self._known
        for lexicon in lexicons:
            if dimension in {each.name for each in lexicon.dimensions}:
                found = known.get(lexicon.fingerprint)
                return place_in(
                    found.lexicon if found and found.lexicon else lexicon, dimension, entry
                )
        return EntryPlace("unknown lexicon")
