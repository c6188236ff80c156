"""How lexicons fit codes, as tables and as rows of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.commands.json_columns import LEXICON
from framing.commands.output import note, print_table
from framing.commands.source_options import NAMELESS
from framing.export.table_data import Columns, Row, columns, known, row_of
from framing.visible import visible_line, write_line
from framing.wording import rate

if TYPE_CHECKING:
    from framing.coding import Validation
    from framing.coding.group_validity import GroupValidity
    from framing.coding.validation import DimensionFit, Mistake
    from framing.statistics.classification import Measure

_MOST_ENTRIES = 10
_DIFFERENT = 0.05
"""p of equal shares below which groups differ."""
_MEASURES = ("precision", "recall", "f1", "auc")
_KINDS = {"missed": "missed (coded 1, no hit)", "wrong": "wrong (a hit, coded 0)"}


def print_fits(
    result: Validation, groups: Sequence[GroupValidity], mistakes: Sequence[Mistake]
) -> None:
    """Print the figures of every dimension, by group, its entries, and the units that differ."""
    _print_figures(result)
    for each in groups:
        _print_groups(each)
    _print_neighbourhoods(result)
    for fit in result.dimensions:
        _print_entries(fit)
    for mistake in mistakes:
        _print_mistake(mistake)


def _print_figures(result: Validation) -> None:
    print_table(
        ("dimension", "coded", "coded 1", "hits", "right", *_MEASURES),
        [
            (
                fit.dimension,
                fit.n,
                fit.positives,
                fit.hits,
                fit.right,
                *(shown_measure(getattr(fit, name)) for name in _MEASURES),
            )
            for fit in result.dimensions
        ],
    )
    note(f"auc by {result.by}; intervals are 95 %")
    for fit in result.dimensions:
        if fit.stands_for is not None:
            note(_scope(fit))


def _scope(fit: DimensionFit) -> str:
    """Of what the figures of a sample are."""
    said = f"{fit.dimension}: precision to auc stand for {fit.stands_for:,.0f} units of the library"
    if not fit.uncovered:
        return said
    return f"{said}; {fit.uncovered:,.0f} more are of strata without a code, and left out"


def _print_groups(found: GroupValidity) -> None:
    """One dimension by group, and whether the groups are alike."""
    write_line("")
    write_line(visible_line(f"{found.dimension}: by group"))
    print_table(
        ("group", "articles", "coded", "coded 1", "hits", "right", "precision", "recall"),
        [
            (
                each.group or NAMELESS,
                *(each.articles, each.n, each.positives, each.hits, each.right),
                *(shown_measure(measure) for measure in (each.precision, each.recall)),
            )
            for each in found.groups
        ],
        {"group": 24},
    )
    tests = (("precision", found.equal_precision_p), ("recall", found.equal_recall_p))
    write_line("; ".join(_equality(name, p) for name, p in tests))


def _equality(name: str, p: float | None) -> str:
    if p is None:
        return f"{name}: not compared"
    return f"{name}: {'differs' if p < _DIFFERENT else 'no difference seen'}, p {p:.2g}"


def _print_neighbourhoods(result: Validation) -> None:
    """The AUC with and without what the rest of the articles tells, where it was asked for."""
    found = {fit.dimension: fit.neighbourhood for fit in result.dimensions if fit.neighbourhood}
    if not found:
        return
    write_line("")
    print_table(
        ("dimension", "units", "around 1", "around 0", "auc", "auc with neighbourhood", "gain"),
        [
            (
                name,
                each.n,
                _per_1000(each.mean_of_positives),
                _per_1000(each.mean_of_negatives),
                *map(shown_measure, (each.auc, each.auc_with_neighbourhood, each.gain)),
            )
            for name, each in found.items()
        ],
    )
    note(
        "neighbourhood: rate of the dimension in the rest of the article, in the mean around units"
        " coded 1 and coded 0; of units with equal scores the one with the higher comes first. It"
        " is in no score"
    )


def _per_1000(value: float | None) -> str:
    return "" if value is None else rate(value)


def _print_entries(fit: DimensionFit) -> None:
    """The entries that were wrong most often; the rest is told in a number."""
    if not fit.entries:
        return
    write_line(f"\n{fit.dimension}: entries, the most often wrong first")
    print_table(
        ("entry", "fired", "right", "precision"),
        [
            (each.entry, each.fired, each.right, shown_measure(each.precision))
            for each in fit.entries[:_MOST_ENTRIES]
        ],
    )
    more = len(fit.entries) - _MOST_ENTRIES
    if more > 0:
        write_line(f"… and {more} more; --json has all")


def _print_mistake(mistake: Mistake) -> None:
    unit = mistake.unit
    fired = ", ".join(
        f"{words} [{match.entry}]{'' if match.counted else ', negated'}"
        for words, match in zip(mistake.fired, mistake.matches, strict=True)
    )
    where = unit.name or unit.line
    write_line(visible_line(f"{where}: {mistake.dimension}: {_KINDS[mistake.kind]}"))
    write_line(visible_line(f"  {unit.text}"))
    write_line(visible_line(f"  {fired or 'nothing fires'}"))
    if mistake.neighbourhood is not None:
        write_line(f"  neighbourhood rate {rate(mistake.neighbourhood)}")


def shown_measure(measure: Measure) -> str:
    """`0.62 [0.39–0.82]`."""
    if measure.value is None:
        return "not defined"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.2f}"
    return f"{measure.value:.2f} [{measure.low:.2f}–{measure.high:.2f}]"


def measure_columns(*names: str) -> Columns:
    """The columns of measures, each with its interval, by the attributes that hold them."""
    parts = {"": "value", "_low": "low", "_high": "high"}
    return columns(
        **{f"{name}{end}": f"{name}.{part}" for name in names for end, part in parts.items()}
    )


_OF_LEXICON = columns("dimension") | LEXICON
_FIGURES = columns(coded="n") | columns("positives", "hits", "right") | measure_columns(*_MEASURES)
_NEIGHBOURHOOD = columns(
    "n",
    mean_rate_of_positives="mean_of_positives",
    mean_rate_of_negatives="mean_of_negatives",
) | measure_columns("auc", "auc_with_neighbourhood", "gain")
_STANDS_FOR = columns("stands_for", "uncovered")
_GROUP = (
    known("group")
    | columns("articles", coded="n")
    | columns("positives", "hits", "right")
    | measure_columns("precision", "recall")
)
_EQUALITY = columns("equal_precision_p", "equal_recall_p")
_ENTRY = columns("entry", "fired", "right") | measure_columns("precision")
_MISTAKE = columns("kind") | known("unit.line") | columns("unit.text")
_PLACE = columns(article_id="article") | columns("start", "end")
_MATCH = columns("entry", "start", "end")


def rows_of(
    result: Validation, groups: Sequence[GroupValidity], mistakes: Sequence[Mistake] | None
) -> Iterator[Row]:
    """One row a dimension; with groups and with the units that differ where they are given."""
    by_group = {each.dimension: each for each in groups}
    for fit in result.dimensions:
        row = row_of(_OF_LEXICON, fit) | {"by": result.by} | row_of(_FIGURES, fit)
        if fit.stands_for is not None:
            row |= row_of(_STANDS_FOR, fit)
        if fit.neighbourhood:
            row["neighbourhood"] = row_of(_NEIGHBOURHOOD, fit.neighbourhood)
        if found := by_group.get(fit.dimension):
            row["groups"] = [row_of(_GROUP, each) for each in found.groups]
            row |= row_of(_EQUALITY, found)
        row["entries"] = [row_of(_ENTRY, each) for each in fit.entries]
        if mistakes is not None:
            own = (each for each in mistakes if each.dimension == fit.dimension)
            row["errors"] = [_mistake_row(each) for each in own]
        yield row


def _mistake_row(mistake: Mistake) -> Row:
    row = row_of(_MISTAKE, mistake)
    if mistake.unit.place:
        row |= row_of(_PLACE, mistake.unit.place)
    if mistake.unit.name:
        row["unit"] = mistake.unit.name
    if mistake.neighbourhood is not None:
        row["neighbourhood_rate"] = mistake.neighbourhood
    row["fired"] = [
        row_of(_MATCH, match) | {"text": words, "counted": int(match.counted)}
        for words, match in zip(mistake.fired, mistake.matches, strict=True)
    ]
    return row
