"""What made the scores of a file: JSON in the metadata of its schema, or as its first line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from framing import version
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.lexicons import Lexicon
from framing.statistics.rates import SCORER_VERSION

SCHEMA = 2
"""The number of the form in which scores are written."""
KIND = "scores"


@dataclass(frozen=True, slots=True)
class Footer:
    """The run, the versions and the lexicons by which the scores of a file were made."""

    run: str
    lexicons: tuple[str, ...]
    """Their canonical texts (`Lexicon.canonical`), in the order in which they scored."""
    options: Mapping[str, object] = field(default_factory=dict)
    scorer_version: str = SCORER_VERSION
    cleaning_version: str = CLEANING_VERSION
    framing_version: str = field(default_factory=version)
    schema: int = SCHEMA

    def plain(self) -> dict[str, object]:
        """The object that is written."""
        return {
            "schema": self.schema,
            "kind": KIND,
            "run": self.run,
            "scorer_version": self.scorer_version,
            "cleaning_version": self.cleaning_version,
            "framing_version": self.framing_version,
            "lexicons": list(self.lexicons),
            "options": dict(self.options),
        }

    def text(self) -> str:
        """The same as one line of JSON."""
        return json.dumps(self.plain(), ensure_ascii=False, allow_nan=False)

    def parsed(self) -> tuple[Lexicon, ...]:
        """The lexicons. Raises LexiconError for a text that is none."""
        return tuple(map(Lexicon.from_canonical, self.lexicons))


def footer_of(
    lexicons: Sequence[Lexicon],
    run: str,
    options: Mapping[str, object],
    cleaning_version: str = CLEANING_VERSION,
) -> Footer:
    """What is written of a run by these lexicons and today's scorer."""
    return Footer(
        run=run or run_name(lexicons, cleaning_version),
        lexicons=tuple(each.canonical() for each in lexicons),
        options=options,
        cleaning_version=cleaning_version,
    )


def run_name(lexicons: Sequence[Lexicon], cleaning_version: str = CLEANING_VERSION) -> str:
    """The name of a run that has none: 16 hex digits, the same for all shards that are scored by
    the same lexicons, scorer and rules of cleaning."""
    made_by = [sorted(each.fingerprint for each in lexicons), SCORER_VERSION, cleaning_version]
    return sha256(json.dumps(made_by).encode()).hexdigest()[:16]


_TEXTS = ("run", "scorer_version", "cleaning_version", "framing_version")


def parse(text: str | bytes) -> Footer | None:
    """The footer that a text is; None for one that is none of scores.

    Raises ValueError where it says that it is one of scores and is not whole.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or plain.get("kind") != KIND or "scorer_version" not in plain:
        return None
    lexicons: Any = plain.get("lexicons")
    whole = (
        all(isinstance(plain.get(name), str) for name in _TEXTS)
        and isinstance(lexicons, list)
        and all(isinstance(each, str) for each in lexicons)
        and isinstance(plain.get("options"), dict)
        and type(plain.get("schema")) is int
    )
    if not whole:
        raise ValueError("what made the scores is not told whole")
    given = {name: plain[name] for name in (*_TEXTS, "options", "schema")}
    return Footer(lexicons=tuple(lexicons), **given)
