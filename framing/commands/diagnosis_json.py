"""The rows of `lexicon diagnose --json`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.workbench.diagnosis import Diagnosis, EntryReport


def rows(found: Diagnosis) -> Iterator[dict[str, object]]:
    """A row for each dimension, entry and member of a group; `about` tells which."""
    for dimension in found.dimensions:
        yield {
            "about": "dimension",
            "lexicon": found.lexicon.name,
            "lexicon_version": found.lexicon.version,
            "lexicon_fingerprint": found.lexicon.fingerprint,
            "dimension": dimension.dimension,
            "articles": found.articles,
            "words": dimension.words,
            "matches": dimension.matches,
            "weight": dimension.weight,
            "rate_per_1000": dimension.rate_per_1000,
            "covered_words": dimension.covered_words,
            "coverage": dimension.coverage,
            "articles_with_match": dimension.articles,
            "coded": found.coded,
        }
    yield from map(_entry_row, found.entries)
    for member in found.members:
        yield {"about": "member", **asdict(member)}


def _entry_row(each: EntryReport) -> dict[str, object]:
    precision = each.fit.precision if each.fit else None
    return {
        "about": "entry",
        "dimension": each.dimension,
        "entry": each.entry,
        "kind": each.kind,
        "line": each.line,
        "weight": each.weight,
        "status": each.status or None,
        "found": each.found,
        "won": each.won,
        "matches": each.matches,
        "negated_matches": each.negated_matches,
        "articles": each.articles,
        "share": each.share,
        "rate_without": each.rate_without,
        "decisive": int(each.decisive),
        "gains": [other._asdict() for other in each.gains],
        "hidden_by": [other._asdict() for other in each.hidden_by],
        "caught": [some._asdict() for some in each.caught],
        "wordings": each.wordings,
        "shared": [other._asdict() for other in each.shared],
        "fired": each.fit.fired if each.fit else None,
        "right": each.fit.right if each.fit else None,
        "precision": precision.value if precision else None,
        "precision_low": precision.low if precision else None,
        "precision_high": precision.high if precision else None,
        "verdict": each.verdict or None,
    }
