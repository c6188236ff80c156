"""The command about distinctive words: `terms`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import print_json, print_table
from framing.commands.selecting import Asked, selected_snapshot, selection_options
from framing.commands.source_options import all_copies_option, by_option, check_name, families
from framing.errors import UsageError
from framing.export.table_data import Row
from framing.statistics.rates import FEWEST_ARTICLES
from framing.visible import visible, visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import Distinction, DistinctiveWord, Share, Used
    from framing.comparing.kwic import Context
    from framing.library import Library

_LIMIT = 20
"""Words that are printed for each source where nobody asks for another number."""
_WIDTH = 25
"""Characters of context on each side."""


@click.command()
@click.option("--between", nargs=2, required=True, metavar="A B", help="Two sources, or groups.")
@by_option
@click.option(
    "--background",
    type=click.Choice(["both", "all"]),
    default="both",
    show_default=True,
    help="Whose words the prior is made of: the two sources, or the whole library.",
)
@click.option("--limit", type=click.IntRange(1, 2**31), help="Words for each source. [default: 20]")
@click.option(
    "--least",
    type=click.IntRange(1, 2**31),
    default=5,
    show_default=True,
    help="Leave out words that stand less often in both together.",
)
@click.option("--contexts", is_flag=True, help="Print the first place of each word.")
@all_copies_option
@selection_options
@json_option
@db_option
def terms(
    between: tuple[str, str],
    by: str,
    background: str,
    limit: int | None,
    least: int,
    contexts: bool,
    all_copies: bool,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Distinctive words: which words one source uses more than another, whatever the lexicons.

    Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), over every word
    of both; p comes from the articles of both, and is adjusted over all words that were compared.

    \b
    Examples:
      framing terms --between "The Daily" "The Gazette"
      framing terms --between "The Daily" "The Gazette" --background all --contexts
    """
    from framing.comparing.distinctive_words import distinctive_words

    if between[0] == between[1]:
        raise UsageError("terms compares two sources, not one with itself")
    with scored_library(db) as library, selected_snapshot(library, asked) as ids:
        for name in between:
            check_name(name, library.articles.groups(by), by)
        found = distinctive_words(
            library,
            between,
            families(library, ids, all_copies=all_copies),
            by=by,
            ids=ids,
            least=least,
            whole_library=background == "all",
        )
        if as_json:
            rows = (each for side in _sides(limit, found.words) for each in side)
            print_json("keyness", _rows(library, found, list(rows)))
        else:
            _print_share("A", found.a)
            _print_share("B", found.b)
            _print_words(library, found, limit or _LIMIT, contexts=contexts)
            _print_notes(found, least, background)


def _sides(
    limit: int | None, words: Sequence[DistinctiveWord]
) -> tuple[Sequence[DistinctiveWord], Sequence[DistinctiveWord]]:
    """The words that lean to A and to B, the furthest first."""
    to_a = [each for each in words if each.z >= 0]
    to_b = [each for each in reversed(words) if each.z < 0]
    return to_a[:limit], to_b[:limit]


def _is_alike(word: DistinctiveWord) -> bool:
    """Whether a word was tested and does not tell the two apart."""
    return word.adjusted_p is not None and not word.differs


def _print_share(letter: str, share: Share) -> None:
    few = "" if share.articles >= FEWEST_ARTICLES else ": read as texts, not as a source"
    size = f"{plural(share.articles, 'article')}, {plural(share.words, 'word')}"
    write_line(visible_line(f"{letter}  {share.source}: {size}{few}"))


def _print_words(library: Library, found: Distinction, limit: int, *, contexts: bool) -> None:
    to_a, to_b = _sides(limit, [each for each in found.words if not _is_alike(each)])
    places = _contexts(library, (*to_a, *to_b)) if contexts else {}
    for letter, side, share in (("A", to_a, found.a), ("B", to_b, found.b)):
        if not side:
            continue
        write_line("")
        print_table(
            [f"more in {letter}", "A", "B", "log-odds", "z", "adjusted p"],
            [
                (
                    each.word,
                    _used(each.a),
                    _used(each.b),
                    f"{each.log_odds:+.2f}",
                    f"{each.z:+.1f}",
                    "" if each.adjusted_p is None else f"{each.adjusted_p:.2g}",
                )
                for each in side
            ],
            {f"more in {letter}": 24},
        )
        for each in side if contexts else ():
            _print_line(places[each.word])
        write_line(visible_line(f"in context: {_command(side[0].pattern, share.source)}"))


def _used(used: Used) -> str:
    return f"{used.count} in {used.articles}"


def _command(pattern: str, source: str) -> str:
    return f"framing kwic --word {shlex.quote(pattern)} --source {shlex.quote(source)}"


def _print_notes(found: Distinction, least: int, background: str) -> None:
    write_line("")
    tested = plural(len(found.words), "word")
    flagged = sum(each.differs for each in found.words)
    if not found.a.words or not found.b.words:
        write_line("nothing to compare: " + _why_empty(found))
    elif not found.words:
        write_line(f"no word stands {least} times or more in both together (--least N)")
    elif min(found.a.articles, found.b.articles) < FEWEST_ARTICLES:
        write_line(f"no p, by z alone: it takes {FEWEST_ARTICLES} articles of each to test a word")
    elif not flagged:
        write_line(f"no word tells the two apart: none of {tested} has an adjusted p below .05")
    else:
        lean = "leans" if flagged == 1 else "lean"
        write_line(f"{flagged} of {tested} {lean} to one side: adjusted p below .05")
        write_line(f"compared is what stands {least} times or more in both together (--least N)")
        used = max(found.words[0].a, found.words[-1].b, key=attrgetter("count"))
        times, articles = plural(used.count, "time"), plural(used.articles, "article")
        write_line(f"{_used(used)}: {times}, in {articles}")
    whose = "both sources" if background == "both" else "the whole library"
    write_line(f"log-odds with a prior of 500 words, shared out as in {whose}")
    write_line("z takes each word as drawn by itself; p takes each article so")
    _print_left_out(found)


def _why_empty(found: Distinction) -> str:
    if found.shared:
        return "the two have the same texts (--all-copies counts them)"
    empty = [each.source for each in (found.a, found.b) if not each.words]
    return visible_line(" and ".join(f"“{each}”" for each in empty)) + " has no words"


def _print_left_out(found: Distinction) -> None:
    if found.shared:
        articles = plural(found.shared, "article")
        write_line(f"{articles} left out: both have the text (--all-copies counts them)")
    if found.copies:
        write_line(f"{plural(found.copies, 'copy', 'copies')} left out: one of each text counts")


def _contexts(library: Library, words: Sequence[DistinctiveWord]) -> dict[str, Context | None]:
    """The first place of each word, on the side it leans to, in its context."""
    from framing.comparing.kwic import context_of

    places = {each.word: (each.a if each.z >= 0 else each.b).first for each in words}
    ids = sorted({place.article for place in places.values() if place})
    articles = {each.article.id: each.article for each in library.articles.read(ids)}
    return {
        word: place and context_of(articles[place.article], place.start, place.end, _WIDTH)
        for word, place in places.items()
    }


def _print_line(place: Context | None) -> None:
    if place:
        write_line(f"  {place.article_id[:8]}  {visible(place.left)}[{place.text}]{place.right}")


def _rows(library: Library, found: Distinction, words: Sequence[DistinctiveWord]) -> Iterator[Row]:
    """One row a word; `kwic` is its first place on the side that it leans to."""
    from framing.export.group_tables import distinctive_row

    places = _contexts(library, words)
    for each in words:
        place = places[each.word]
        yield distinctive_row(found, each) | {"kwic": asdict(place) if place else None}
