"""Files of scores into a library: what shards found is stored, and nothing is scored again.

A library holds current scores by one set of lexicons. So one that holds articles takes scores by
the very lexicons of its own current scores; an empty one takes any, and keeps to their lexicons as
if they had been named by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.articles.cleaning_version import CLEANING_VERSION
from framing.articles.readers import File, Options
from framing.errors import LexiconError, ReadError
from framing.runs.rescoring import Choice, named, standing
from framing.shards.footers import AGAIN, Footer, footer_in, known_footer

if TYPE_CHECKING:
    from framing.library import Library
    from framing.model import Rating
    from framing.runs.import_summary import ImportTally

FORMAT = "scores"
"""What the format of a file of scores is called in a summary."""
SCORED_BY = "scored_by"
"""The option of an import whose scores were made elsewhere: the name of the run that made them."""
_READ_AS = ("", "parquet", "jsonl")


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """A file of scores that can be read."""

    file: File
    made_by: Footer

    def check(self) -> int:
        """The number of its articles; raises ReadError for what no scan gives or library takes."""
        from framing.shards.score_files import sound_batches

        if self.made_by.cleaning_version != CLEANING_VERSION:
            what = "other rules than today's cleaned the articles of the scores"
            raise ReadError(what, file=self.file.name, hint=AGAIN)
        return sum(batch.num_rows for batch in sound_batches(self.file, self.made_by))

    def ratings(self) -> Iterator[list[Rating]]:
        """Its ratings, some hundred at a time."""
        from framing.shards.score_files import ratings_in

        return ratings_in(self.file, self.made_by)

    def choice(self, library: Library | None) -> Choice:
        """The lexicons that a library scores by once it has these scores; None for an empty one.

        Raises ReadError where the library has scores by others.
        """
        lexicons = self.made_by.parsed(self.file.name)
        try:
            if library is None or not library.articles.count():
                return named(lexicons, [each.name for each in lexicons])
        except LexiconError as error:
            raise ReadError(error.what, file=self.file.name, hint=AGAIN) from error
        chosen = standing(library)
        own = {each.fingerprint for each in chosen.lexicons} if chosen else set()
        if not chosen or own != {each.fingerprint for each in lexicons}:
            what = "the scores are by other lexicons than those of the library"
            hint = "import them into a new one (--db), or their articles"
            raise ReadError(what, file=self.file.name, hint=hint)
        return chosen


def parted(
    files: Sequence[File], options: Options, tally: ImportTally
) -> tuple[list[ScoreFile], list[File]]:
    """The files of scores, and those of articles; scores that cannot be used are refused."""
    scores: list[ScoreFile] = []
    articles: list[File] = []
    for file in files:
        try:
            made_by = footer_in(file) if options.format in _READ_AS else None
            if made_by:
                scores.append(ScoreFile(file, known_footer(file)))
            else:
                articles.append(file)
        except ReadError as error:
            tally.refuse(error, FORMAT)
    return scores, articles
