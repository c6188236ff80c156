"""Which articles of a file the user wants, by their language and length; the others are counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from framing.articles.languages import language
from framing.articles.readers.base import LeftOutError, Options
from framing.errors import UsageError
from framing.model import Draft
from framing.wording import plural

_CODE = re.compile(r"[A-Za-z]{2,3}")
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
"""A word, or a character of a script that puts no blanks between words."""
_UNSAID, _OTHER, _SHORT = range(3)


def check_wanted(options: Options) -> None:
    """Raise UsageError for a language that is no code."""
    if options.only_language and not _CODE.fullmatch(options.only_language):
        what = f"--only-language: “{options.only_language}” is no code of a language"
        raise UsageError(what, hint="write its two letters, as en")


class Wanted:
    """The articles of one file that the user wants."""

    def __init__(self, file: str, options: Options) -> None:
        self._file = file
        self._language = options.only_language.lower()
        self._words = options.min_words
        self._counts: Counter[int] = Counter()

    def kept(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts that are wanted."""
        for draft in drafts:
            reason = self._reason(draft)
            if reason is None:
                yield draft
            else:
                self._counts[reason] += 1

    def _reason(self, draft: Draft) -> int | None:
        """Why an article is left out; None where it is wanted."""
        said = draft.language.strip()
        if self._language and not said:
            return _UNSAID
        if self._language and language(said) != self._language:
            return _OTHER
        return _SHORT if self._words and not self._is_long(draft.text) else None

    def _is_long(self, text: str) -> bool:
        return any(count >= self._words for count, _ in enumerate(_WORD.finditer(text), 1))

    def notes(self) -> list[LeftOutError]:
        """What to tell of the articles that were left out: a line for each reason."""
        told = (
            (_UNSAID, "of no stated language left out", "--language says it of a table’s rows"),
            (_OTHER, f"in other languages than {self._language} left out", ""),
            (_SHORT, f"of fewer than {plural(self._words, 'word')} left out", ""),
        )
        return [
            LeftOutError(f"{plural(count, 'article')} {what}", file=self._file, hint=hint)
            for reason, what, hint in told
            if (count := self._counts[reason])
        ]
