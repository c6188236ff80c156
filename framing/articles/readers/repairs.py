"""What a user lets mend in texts on their way in; each repair is told, and written into the meta of
the articles that it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from framing.articles.readers.base import RemarkError
from framing.articles.readers.extras import extra
from framing.articles.readers.line_end_hyphens import cut_words, joined
from framing.articles.readers.mojibake import mojibake
from framing.errors import UsageError
from framing.model import Draft
from framing.wording import plural

META = "repaired"
"""The name in the meta of an article under which its repairs stand."""


@cache
def _fixed() -> Callable[[str], str]:
    """What undoes wrong encodings, and nothing else of ftfy. Raises UsageError where that is
    absent."""
    ftfy = extra("ftfy", "repair")
    wanted = {"fix_encoding", "fix_c1_controls", "restore_byte_a0", "replace_lossy_sequences"}
    wanted |= {"decode_inconsistent_utf8", "max_decode_length"}
    plan: dict[str, Any] = dict.fromkeys(set(ftfy.TextFixerConfig._fields) - wanted, False)
    config = ftfy.TextFixerConfig(**plan | {"normalization": None})
    return lambda text: str(ftfy.fix_text(text, config))


def _decoded(text: str) -> str:
    return _fixed()(text) if mojibake(text) else text


def _made_whole(text: str) -> str:
    return joined(text) if cut_words(text) else text


_REPAIRS: dict[str, tuple[Callable[[str], str], tuple[str, ...], str]] = {
    "mojibake": (
        _decoded,
        ("text", "title", "author", "source"),
        "mended: UTF-8 read as windows-1252",
    ),
    "hyphens": (_made_whole, ("text",), "made whole at line-end hyphens"),
}
"""By name: what mends a text, the fields that it mends, and what is told of it."""


def check_repairs(repairs: Sequence[str]) -> None:
    """Raise UsageError for a repair that there is not, or whose library is absent."""
    for name in repairs:
        if name not in _REPAIRS:
            raise UsageError(f"no repair is called “{name}”", hint=f"valid: {', '.join(_REPAIRS)}")
    if "mojibake" in repairs:
        _fixed()


class Repairs:
    """The repairs of one file's drafts."""

    def __init__(self, file: str, repairs: Sequence[str]) -> None:
        self._file = file
        self._repairs = [name for name in _REPAIRS if name in repairs]
        self._counts: Counter[str] = Counter()

    def mended(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts with their texts mended."""
        for draft in drafts:
            found = draft
            for name in self._repairs:
                found = self._mended(found, name)
            yield found

    def _mended(self, draft: Draft, name: str) -> Draft:
        mend, fields, _ = _REPAIRS[name]
        had: dict[str, Any] = {each: getattr(draft, each) for each in fields}
        new: dict[str, Any] = {each: mend(value) for each, value in had.items()}
        if new == had:
            return draft
        self._counts[name] += 1
        done = ", ".join(filter(None, (draft.meta.get(META, ""), name)))
        return replace(draft, **new, meta={**draft.meta, META: done})

    def notes(self) -> list[RemarkError]:
        """What to tell of the texts that were mended."""
        return [
            RemarkError(f"{plural(count, 'text')} {_REPAIRS[name][2]}", file=self._file)
            for name, count in self._counts.items()
        ]
