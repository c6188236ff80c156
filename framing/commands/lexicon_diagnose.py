"""The command `lexicon diagnose`: what every entry of a lexicon does in the library."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.diagnosis_json import rows
from framing.commands.options import (
    db_option,
    json_option,
    lexicons_in_use,
    open_library,
    stored_articles,
)
from framing.commands.output import note, print_json, print_table, progress_bar, warn
from framing.commands.selecting import Asked, selection_options
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.coding import Validation
    from framing.lexicons import Lexicon
    from framing.workbench.diagnosis import Diagnosis, DimensionReport, EntryReport, OtherEntry

_TOP = 10
_WIDTH = 80
_FEW = 5
"""Wordings that are shown of one entry."""
_LISTS = {
    "never found": "never found",
    "never in context": "found, but never where its context is met",
    "shadowed": "found, but another entry wins their words every time",
    "never near": "rules whose groups meet in sentences, but never near enough and free",
    "taken over": "without each of them others would bring the same weight",
    "stops nothing": "exclusions without which every match would be the same",
}


@click.command()
@click.argument("name", metavar="NAME|FILE")
@click.option("--codes", metavar="FILE", help="Human codes, as `framing validate` reads them.")
@click.option("--all", "everything", is_flag=True, help="Show every entry, not the first ten.")
@selection_options
@json_option
@db_option
def diagnose(
    name: str, codes: str | None, everything: bool, asked: Asked, as_json: bool, db: str | None
) -> None:
    """Say what every entry of a lexicon does in the articles of the library.

    What never occurs, what always loses its words to another entry, what each entry brings to the
    rate and what the rate were without it, what wildcards caught, and which words two dimensions
    count. With human codes: which entries are usually wrong.

    \b
    Examples:
      framing lexicon diagnose risk
      framing lexicon diagnose my_terms.toml --codes codes.csv --all
      framing lexicon diagnose risk --where "source=The Daily"
    """
    from framing.lexicons import find

    lexicon = find(name)
    found = _run(lexicon, codes, asked, db)
    if as_json:
        print_json("lexicon_report", rows(found))
        return
    _print(found, _WHOLE if everything else _TOP)


_WHOLE = 1 << 30


def _validation(codes: str, lexicon: Lexicon, db: str | None) -> Validation:
    """The lexicon against a file of codes, which may name places in the library's articles."""
    from framing.coding import validate
    from framing.coding.code_files import read_codes
    from framing.coding.unit_places import articles_of, resolve

    with open_library(db) as library:
        found = resolve(read_codes(codes, [each.name for each in lexicon.dimensions]), library)
        return validate(found.units, [lexicon], articles=articles_of(found.units, library))


def _run(lexicon: Lexicon, codes: str | None, asked: Asked, db: str | None) -> Diagnosis:
    """The diagnosis over the selected articles of the library."""
    from framing.lexicons.installed import beside
    from framing.workbench import diagnose as run

    others = beside(lexicon, lexicons_in_use(db))
    fits = _validation(codes, lexicon, db) if codes else None
    with (
        stored_articles(db, asked) as (size, articles),
        progress_bar(size, "diagnosing") as progress,
    ):
        return run(lexicon, articles, beside=others, validation=fits, progress=progress)


def _print(found: Diagnosis, top: int) -> None:
    version = found.lexicon
    size = f"{plural(found.articles, 'article')}, {found.words:,} words"
    write_line(visible_line(f"{version.name} {version.version}: {size}"))
    print_table(
        ("dimension", "matches", "rate", "words covered", "articles with a match"),
        [_dimension_cells(each, found.articles) for each in found.dimensions],
    )
    for dimension in found.dimensions:
        write_line(f"\n{visible_line(dimension.dimension)}")
        entries = found.of(dimension.dimension)
        _print_kinds(dimension)
        _print_shares(entries, top)
        for status, label in _LISTS.items():
            _print_names(label, [_named(each) for each in entries if each.status == status], top)
        _print_contexts(entries, top)
        _print_caught(entries, top)
        _print_shared(entries, top)
        _print_wrong(entries)
    silent = [f"{each.entry} ({each.group})" for each in found.members if not each.found]
    _print_names("members of groups, never found", silent, top)
    if top == _TOP:
        note("--all shows every entry, --json all figures")


def _dimension_cells(found: DimensionReport, articles: int) -> Sequence[str | int]:
    rate = found.rate_per_1000
    return (
        found.dimension,
        found.matches,
        "no rate" if rate is None else f"{rate:.2f}",
        f"{found.covered_words:,} ({_percent(found.covered_words, found.words)})",
        f"{found.articles:,} ({_percent(found.articles, articles)})",
    )


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


def _print_kinds(found: DimensionReport) -> None:
    """What the kinds of its entries bring to the rate."""
    if found.kinds:
        print_table(
            ("kind", "entries", "matches", "share"),
            [
                (
                    each.kind or "(none)",
                    each.entries,
                    each.matches,
                    _percent(each.weight, found.weight),
                )
                for each in found.kinds
            ],
            widest={"kind": 32},
        )


def _print_contexts(entries: Sequence[EntryReport], top: int) -> None:
    """What contexts let through and kept out, and the first places of both."""
    asking = sorted(
        ((each, each.context) for each in entries if each.context),
        key=lambda pair: (-pair[0].won - pair[1].kept_out, pair[0].entry),
    )
    met = [pair for pair in asking if pair[0].won or pair[1].kept_out]
    if not met:
        return
    write_line("what contexts let in and kept out")
    print_table(
        ("entry", "asks", "let in", "kept out", "by needs", "by unless"),
        [
            (each.entry, own.asks, each.won, own.kept_out, own.by_needs, own.by_unless)
            for each, own in met[:top]
        ],
        widest={"entry": 20, "asks": 18},
    )
    for each, own in met[:top]:
        write_line(visible_line(f"  {each.entry}"))
        for label, lines in (("let in", own.inside), ("kept out", own.outside)):
            for line in lines:
                write_line(visible_line(f"    {label:<8}  {line.left}[{line.text}]{line.right}"))
    _print_rest(len(met), top)


def _print_shares(entries: Sequence[EntryReport], top: int) -> None:
    """The entries by what they bring to the rate."""
    counted = sorted(
        (each for each in entries if each.matches),
        key=lambda each: (-(each.share or 0), -each.matches, each.entry),
    )
    if not counted:
        write_line("no entry has a match that counts")
        return
    print_table(
        ("entry", "matches", "articles", "share", "rate without", "would take over"),
        [
            (
                each.entry,
                each.matches,
                each.articles,
                "–" if each.share is None else f"{100 * each.share:.1f} %",
                "–" if each.rate_without is None else f"{each.rate_without:.2f}",
                _others(each.gains),
            )
            for each in counted[:top]
        ],
        widest={"entry": 21, "would take over": 16},
    )
    _print_rest(len(counted), top)


def _others(others: Iterable[OtherEntry]) -> str:
    return ", ".join(f"{each.entry} {each.places:+}" for each in others)


def _named(each: EntryReport) -> str:
    """The entry, and who wins its words where it never does."""
    winner = each.hidden_by[0].entry if each.hidden_by and each.status == "shadowed" else ""
    return f"{each.entry} (by {winner})" if winner else each.entry


def _print_rest(size: int, top: int) -> None:
    if size > top:
        write_line(f"… and {size - top:,} more")


def _print_names(label: str, names: Sequence[str], top: int) -> None:
    """A heading with a number, and the names that it counts."""
    if names:
        more = f", … and {len(names) - top:,} more" if len(names) > top else ""
        _print_wrapped(f"{label} ({len(names):,}): {', '.join(names[:top])}{more}")


def _print_wrapped(text: str) -> None:
    # Only spaces break a line: a hyphen belongs to the entry that has it.
    lines = textwrap.wrap(
        visible_line(text), _WIDTH, subsequent_indent="  ", break_on_hyphens=False
    )
    write_line("\n".join(lines))


def _print_caught(entries: Sequence[EntryReport], top: int) -> None:
    """The words behind wildcards and rules, of the entries that caught most."""
    caught = sorted(
        (each for each in entries if each.caught), key=lambda each: (-each.won, each.entry)
    )
    if caught:
        write_line("what wildcards and rules caught")
    for each in caught[:top]:
        words = ", ".join(f"{some.text} {some.matches:,}" for some in each.caught[:_FEW])
        more = f", … {each.wordings:,} in all" if each.wordings > _FEW else ""
        _print_wrapped(f"  {each.entry}: {words}{more}")
    _print_rest(len(caught), top)


def _print_shared(entries: Sequence[EntryReport], top: int) -> None:
    """Words that another dimension counts as well."""
    pairs = sorted(
        ((each.entry, other) for each in entries for other in each.shared),
        key=lambda pair: (-pair[1].places, pair),
    )
    if not pairs:
        return
    write_line("words that another dimension counts as well")
    print_table(
        ("entry", "other dimension", "other entry", "places", "same words"),
        [
            (entry, each.dimension, each.entry, each.places, each.same)
            for entry, each in pairs[:top]
        ],
        widest={"entry": 20, "other dimension": 16, "other entry": 20},
    )
    _print_rest(len(pairs), top)


def _print_wrong(entries: Sequence[EntryReport]) -> None:
    """A warning for each entry that coders mostly did not agree with."""
    for each in entries:
        precision = each.fit.precision if each.fit else None
        if each.verdict and each.fit and precision:
            figures = f"{precision.value:.2f} [{precision.low:.2f}–{precision.high:.2f}]"
            where = f"right in {each.fit.right} of {each.fit.fired} coded texts"
            warn(visible_line(f"{each.entry}: {each.verdict}: {where}, precision {figures}"))
