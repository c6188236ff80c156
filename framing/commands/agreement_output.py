"""How far coders agree, as tables and as rows of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.commands.output import print_table
from framing.export.table_data import Row, columns, row_of
from framing.visible import write_line

if TYPE_CHECKING:
    from framing.coding.coded_samples import CodedSample
    from framing.statistics.agreement import Agreement


def print_agreement(found: CodedSample) -> None:
    """Print what a sample is, and by dimension the agreement of all coders and of each two."""
    sample = found.sample
    drawn = "matches" if sample.kind == "match" else "sentences"
    write_line(
        f"sample {sample.id}: {len(sample.units):,} of {sample.population:,} {drawn},"
        f" {len(found.units):,} with a code that counts"
    )
    print_table(
        ("dimension", "coders", "coded by two", "alpha", "adjudicated", "ties"),
        [
            (
                *(name, len(each.coders), each.units, _alpha(each)),
                *(found.adjudicated.get(name, 0), found.ties.get(name, 0)),
            )
            for name, each in found.agreement.items()
        ],
    )
    pairs = [(name, pair) for name, each in found.agreement.items() for pair in each.pairs]
    if pairs:
        write_line("")
        print_table(
            ("dimension", "coder", "coder", "both", "same", "kappa"),
            [
                (name, pair.a, pair.b, pair.units, pair.same, _figure(pair.kappa))
                for name, pair in pairs
            ],
        )


_AGREEMENT = columns("coders", "level", coded_by_two="units") | columns(
    "alpha", "alpha_low", "alpha_high"
)
_PAIR = columns("a", "b", both="units") | columns("same", "kappa")


def agreement_row(found: CodedSample, dimension: str) -> Row:
    """The agreement in one dimension, as a part of its row."""
    each = found.agreement[dimension]
    return {
        "unit": found.sample.kind,
        "units": len(found.sample.units),
        "population": found.sample.population,
        "adjudicated": found.adjudicated.get(dimension, 0),
        "ties": found.ties.get(dimension, 0),
        **row_of(_AGREEMENT, each),
        "alpha_reason": each.reason or None,
        "pairs": [row_of(_PAIR, pair) for pair in each.pairs],
    }


def _alpha(found: Agreement) -> str:
    if found.alpha is None:
        return f"not defined ({found.reason})"
    if found.alpha_low is None or found.alpha_high is None:
        return _figure(found.alpha)
    return f"{found.alpha:.2f} [{found.alpha_low:.2f}–{found.alpha_high:.2f}]"


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"
