"""The command `stories`, and the choice of a story's articles for `compare --story`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from framing.commands import article_groups
from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import note, print_json, print_table, progress_bar
from framing.commands.selecting import Asked, selected, selection_options
from framing.errors import LibraryError, NotFoundError
from framing.export.table_data import Row, columns, known, row_of
from framing.visible import write_line
from framing.wording import plural, rate

if TYPE_CHECKING:
    from framing.library import Library
    from framing.library import Row as ArticleRow


@dataclass(frozen=True, slots=True)
class _Member:
    """An article of a story."""

    row: ArticleRow
    similarity: float
    copy_of: str
    """Id of the article that stands for its family, if that is another one."""


@dataclass(frozen=True, slots=True)
class _Story:
    number: int
    members: tuple[_Member, ...]
    """The central article first."""

    @property
    def texts(self) -> int:
        """Its articles, copies of one text counted once."""
        return sum(not each.copy_of for each in self.members)

    @property
    def days(self) -> list[str]:
        """The dates of publication that are known, in order."""
        return article_groups.days(each.row for each in self.members)

    @property
    def sources(self) -> Mapping[str, int]:
        """How many of its articles each source has, most first, then by name."""
        return article_groups.sources(each.row for each in self.members)


@click.command()
@click.argument("story", type=click.IntRange(1, 2**31), required=False, metavar="[N]")
@click.option("--limit", type=click.IntRange(1, 2**31), help="Not more than so many.")
@selection_options
@json_option
@db_option
def stories(
    story: int | None, limit: int | None, asked: Asked, as_json: bool, db: str | None
) -> None:
    """List stories, articles on one event, and who covered them; or the articles of story N.

    The stories that most articles tell come first; of a selection, those that have one of its
    articles. `framing compare --story N` compares the
    articles of one.

    \b
    Examples:
      framing stories --limit 20
      framing stories 12
    """
    with _grouped_library(db) as library:
        found = _stories(library, story)
        if (ids := selected(library, asked)) is not None:
            chosen = frozenset(ids)
            found = [s for s in found if any(each.row.id in chosen for each in s.members)]
        if as_json:
            print_json("stories", map(_as_json, found[:limit]))
        elif not found:
            held = library.articles.count()
            note("no two articles tell of one event" if held else "the library is empty")
        elif story and found:
            _print_members(library, found[0])
        else:
            _print_stories(found, limit)


def _grouped_library(db: str | None) -> Library:
    """The library, opened, with scores and stories up to date where it can be written."""
    from framing.comparing.stories import update

    library = scored_library(db)
    if not library.read_only:
        with ExitStack() as bars:
            update(library, lambda size: bars.enter_context(progress_bar(size, "comparing")))
    return library


def _stories(library: Library, number: int | None = None) -> list[_Story]:
    """All stories, the most told first, then the latest; or the one of a number.

    Raises NotFoundError where no story has it.
    """
    stored = library.similar.stories()
    if number is not None:
        if number not in stored:
            what = f"there is no story {number}"
            raise NotFoundError(what, hint="`framing stories` lists them")
        stored = {number: stored[number]}
    family_of = library.similar.families()
    rows = {
        row.id: row
        for row in library.articles.rows([each for story in stored.values() for each in story])
    }
    found = [
        _Story(number, tuple(_members(story, rows, family_of))) for number, story in stored.items()
    ]
    found.sort(key=lambda each: each.days[-1:], reverse=True)
    return sorted(found, key=lambda each: -each.texts)


def _members(
    story: Mapping[str, float], rows: Mapping[str, ArticleRow], family_of: Mapping[str, str]
) -> Iterator[_Member]:
    for article_id, similarity in story.items():
        if article_id in rows:
            first = family_of.get(article_id, article_id)
            yield _Member(rows[article_id], similarity, "" if first == article_id else first)


def _print_stories(found: Sequence[_Story], limit: int | None) -> None:
    print_table(
        ["story", "days", "articles", "copies", "covered by", "central article"],
        [
            [
                each.number,
                article_groups.span(each.days),
                each.texts,
                len(each.members) - each.texts,
                article_groups.listed(each.sources),
                each.members[0].row.label,
            ]
            for each in found[:limit]
        ],
        {"covered by": 60, "central article": 60},
    )
    if limit and limit < len(found):
        write_line(f"and {len(found) - limit} more")
    write_line(_method())


def _method() -> str:
    from framing.comparing.story_clusters import DAILY, THRESHOLD, UNDATED_THRESHOLD, WINDOW_DAYS

    return (
        f"TF-IDF cosine with the central article {THRESHOLD:.2f} or more, {DAILY:.2f} more for each"
        f" day between; {WINDOW_DAYS} days or fewer ({UNDATED_THRESHOLD:.2f} without a date)"
    )


def _print_members(library: Library, story: _Story) -> None:
    dimensions = [each.name for each in library.lexicons.dimensions()]
    print_table(
        ["id", "published", "source", "cosine", "title", *dimensions],
        [
            [
                each.row.id,
                each.row.published,
                each.row.source,
                f"{each.similarity:.2f}",
                f"= {each.copy_of[:8]}: {each.row.label}" if each.copy_of else each.row.label,
                *(_rate(each.row, name) for name in dimensions),
            ]
            for each in story.members
        ],
        {"source": 24, "title": 48},
    )
    copies = len(story.members) - story.texts
    write_line(
        f"{plural(story.texts, 'article')}" + (f", and copies (=): {copies}" if copies else "")
    )
    write_line(_method())


def _rate(row: ArticleRow, dimension: str) -> str:
    found = row.rates.get(dimension)
    return "not scored" if found is None else rate(found.rate_per_1000)


_MEMBER = (
    columns(article_id="row.id")
    | columns("row.source", "row.title", "row.published", "similarity")
    | known("copy_of")
)


def _as_json(story: _Story) -> Row:
    return {
        "story": story.number,
        "first": story.days[0] if story.days else None,
        "last": story.days[-1] if story.days else None,
        "articles": story.texts,
        "copies": len(story.members) - story.texts,
        "sources": list(story.sources),
        "members": [row_of(_MEMBER, each) for each in story.members],
    }


def told_with(article: str, db: str | None) -> str:
    """What a person who named one article alone may compare it with: others of its story.

    Nothing where it has none, is a file, or cannot be found.
    """
    try:
        with _grouped_library(db) as library:
            sought = library.articles.resolve(article)
            told = library.similar.stories().items()
            number = next((number for number, members in told if sought in members), 0)
            found = _stories(library, number) if number else []
    except (LibraryError, NotFoundError):
        return ""
    others = [each.row for story in found for each in story.members if each.row.id != sought]
    named = ", ".join(f"{row.id[:8]} ({row.source})" for row in others[:_OFFERED])
    return f"its story has {named}; `framing compare --story {number}`" if named else ""


_OFFERED = 3


def articles_of(story: int, asked: Asked, most: int, db: str | None) -> list[str]:
    """The ids of a story's selected articles, without copies: of more than so many those that are
    nearest to the central one, of each source one before a second.

    Raises NotFoundError where no story has the number, and as a selection does.
    """
    with _grouped_library(db) as library:
        (found,) = _stories(library, story)
        ids = selected(library, asked)
    texts = [
        each for each in found.members if not each.copy_of and (ids is None or each.row.id in ids)
    ]
    seen: Counter[str] = Counter()
    ranked = []
    for place, each in enumerate(texts):
        ranked.append((seen[each.row.source], place, each.row.id))
        seen[each.row.source] += 1
    chosen = sorted(ranked)[:most]
    if len(texts) > most:
        note(f"story {story} has {len(texts)} articles: {most} near its central one are compared")
    return [article_id for _, _, article_id in sorted(chosen, key=lambda each: each[1])]
