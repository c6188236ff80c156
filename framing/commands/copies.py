"""The command `copies`: families of copies, and the articles of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from framing.commands import article_groups
from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import note, print_json, print_table
from framing.commands.selecting import Asked, selected, selection_options
from framing.commands.source_options import check_name
from framing.errors import NotFoundError
from framing.export.table_data import columns, row_of
from framing.visible import write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.export.table_data import Row
    from framing.library import Library
    from framing.library import Row as ArticleRow


@dataclass(frozen=True, slots=True)
class _Copy:
    row: ArticleRow
    shared: float
    """Share of the shorter text that stands in the longer, of it and the one that stands for the
    family."""


@dataclass(frozen=True, slots=True)
class _Family:
    members: tuple[_Copy, ...]
    """The one that stands for it first, the others by date and id."""

    @property
    def rows(self) -> list[ArticleRow]:
        return [each.row for each in self.members]


@click.command()
@click.argument("article", required=False, metavar="[ID]")
@click.option("--source", default="", help="Only families that have an article of this source.")
@click.option("--limit", type=click.IntRange(1, 2**31), help="Not more than so many.")
@selection_options
@json_option
@db_option
def copies(
    article: str | None,
    source: str,
    limit: int | None,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """List families of copies, articles with one text; or the copies of article ID.

    Two texts are copies where one holds half of the other or more. A family counts as one article
    in rates of sources; the earliest published stands for it. The largest families come first. Of a
    selection, those that have one of its articles.

    \b
    Examples:
      framing copies --limit 20
      framing copies --source "The Daily" --json
      framing copies 3f2a
    """
    with scored_library(db) as library:
        found = _families(library, article, source, selected(library, asked))
        if as_json:
            print_json("copies", map(_as_json, found[:limit]))
        elif not found:
            held = library.articles.count()
            note("no article is a copy of another" if held else "the library is empty")
        elif article:
            _print_members(found[0])
        else:
            _print_families(found, limit)


def _families(
    library: Library, article: str | None, source: str, ids: list[str] | None
) -> list[_Family]:
    """All families, the largest first, then the latest; the one of an article, or those with an
    article of a source and one of these ids.

    Raises NotFoundError for an article without copies, and for an unknown article or source.
    """
    if source:
        check_name(source, library.articles.groups("source"), "source")
    first_of = library.similar.families()
    if article is not None:
        sought = library.articles.resolve(article)
        if sought not in first_of:
            raise NotFoundError(
                f"article {sought} has no copies", hint="`framing copies` lists all"
            )
        first_of = {each: first for each, first in first_of.items() if first == first_of[sought]}
    members: dict[str, list[ArticleRow]] = {}
    for row in library.articles.rows(list(first_of)):
        members.setdefault(first_of[row.id], []).append(row)
    named = [rows for rows in members.values() if not source or source in {r.source for r in rows}]
    if ids is not None:
        chosen = frozenset(ids)
        named = [rows for rows in named if any(row.id in chosen for row in rows)]
    named.sort(key=lambda rows: article_groups.days(rows)[-1:], reverse=True)
    return [_family(library, rows) for rows in sorted(named, key=lambda rows: -len(rows))]


def _family(library: Library, rows: Sequence[ArticleRow]) -> _Family:
    from framing.comparing.copies import containment

    sketches = library.similar.sketches([row.id for row in rows])
    first = sketches[rows[0].id]
    return _Family(tuple(_Copy(row, containment(first, sketches[row.id])) for row in rows))


def _print_families(found: Sequence[_Family], limit: int | None) -> None:
    print_table(
        ["family", "days", "articles", "printed by", "text"],
        [
            [
                each.rows[0].id,
                article_groups.span(article_groups.days(each.rows)),
                len(each.rows),
                article_groups.listed(article_groups.sources(each.rows)),
                each.rows[0].label,
            ]
            for each in found[:limit]
        ],
        {"printed by": 60, "text": 60},
    )
    if limit and limit < len(found):
        write_line(f"and {len(found) - limit} more")


def _print_members(family: _Family) -> None:
    print_table(
        ["id", "published", "source", "words", "shared", "title"],
        [
            [
                each.row.id,
                each.row.published,
                each.row.source,
                each.row.words,
                f"{each.shared:.2f}",
                each.row.label,
            ]
            for each in family.members
        ],
        {"source": 24, "title": 60},
    )
    write_line(
        f"{plural(len(family.members), 'article')} with one text; the first stands for it."
        " shared: estimated share of the shorter text that stands in the longer, of each and the"
        " first"
    )


_MEMBER = columns(article_id="row.id") | columns(
    "row.source", "row.title", "row.published", "row.words", "shared"
)


def _as_json(family: _Family) -> Row:
    days = article_groups.days(family.rows)
    return {
        "family": family.rows[0].id,
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "articles": len(family.members),
        "sources": list(article_groups.sources(family.rows)),
        "members": [row_of(_MEMBER, each) for each in family.members],
    }
