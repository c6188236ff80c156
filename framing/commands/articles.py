"""Commands about articles: `articles`, `show`, `edit`, `remove`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, open_library, scored_library
from framing.commands.output import confirm, note, print_json, print_table
from framing.commands.selecting import Asked, rule_of, say_selected, selected, selection_options
from framing.errors import NotFoundError, UsageError
from framing.export.table_data import Row, columns, row_of
from framing.visible import visible, write_line
from framing.wording import interval, plural, rate

if TYPE_CHECKING:
    from framing.library import Library
    from framing.model import Profile


@click.command()
@click.argument("query", default="")
@click.option("--sort", default="source", help="source, title, published, words or a dimension.")
@click.option("--reverse", is_flag=True, help="From the other end.")
@click.option("--limit", type=click.IntRange(1, 2**31), help="Not more than so many.")
@selection_options
@json_option
@db_option
def articles(
    query: str,
    sort: str,
    reverse: bool,
    limit: int | None,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """List articles with their rates per 1,000 words.

    QUERY filters by words in source, publisher, title and text.

    \b
    Examples:
      framing articles --sort risk --reverse
      framing articles "supply chain" --json
      framing articles --where "source=The Daily" --where 'published>=2020-01' --where 'tax -income'
    """
    from framing.library import SORTS

    with scored_library(db) as library:
        names = [each.name for each in library.lexicons.dimensions()]
        if sort not in names and sort not in SORTS:
            valid = ", ".join((*SORTS, *names))
            raise NotFoundError(f"there is no order “{sort}”", hint=f"use one of {valid}")
        order = f"dimension:{sort}" if sort in names else sort
        rule = rule_of(library, asked)
        if rule:
            say_selected(library, library.articles.count(selection=rule))
        rows = library.articles.listing(query, order, reverse, limit, selection=rule)
        if as_json:
            from framing.export import TABLES, Scope

            ids = [row.id for row in rows]
            table = TABLES["articles"].rows(library, Scope(ids))
            found = {row["article_id"]: row for row in table}
            print_json("articles", (found[each] for each in ids))
            return
        from framing.commands.article_table import print_articles

        print_articles(library, rows)


@click.command()
@click.argument("article", metavar="ID|FILE")
@json_option
@db_option
def show(article: str, as_json: bool, db: str | None) -> None:
    """Show one article: its scores, its text with every match marked, and what was left out.

    ID is the beginning of an article's id; FILE needs no library.

    \b
    Example:
      framing show 3f2a
    """
    from framing.commands.named_articles import profile_of

    found = profile_of(article, db)
    if as_json:
        print_json("articles", [_as_json(found)])
        return
    _print_head(found)
    _print_scores(found)
    from framing.commands.voices_output import print_unbalanced, print_voices
    from framing.comparing.marked_text import marked

    print_voices(found)

    write_line("")
    write_line(visible(marked(found)))
    print_unbalanced(found)
    if found.article.excluded:
        write_line(f"\nleft out: {found.excluded_words} words, between ⟦ and ⟧")
        print_table(
            ["rule", "text"],
            [
                [cut.rule, " ".join(found.article.text[cut.start : cut.end].split())]
                for cut in found.article.excluded
            ],
            {"text": 80},
        )


def _print_head(found: Profile) -> None:
    article = found.article
    write_line(visible(article.label))
    facts = (article.source, article.publisher, article.published, article.author, article.url)
    write_line(visible(" · ".join(dict.fromkeys(fact for fact in facts if fact))))
    write_line(
        f"{article.id} · {found.words} {found.unit} in {plural(found.sentences, 'sentence')}\n"
    )


def _print_scores(found: Profile) -> None:
    from framing.comparing.marked_text import symbols_of

    signs = symbols_of([score.dimension for score in found.scores])
    print_table(
        ["mark", "dimension", "matches", "rate", "95 % interval", "lexicon"],
        [
            [
                f"{signs[score.dimension]}x{signs[score.dimension]}",
                score.dimension,
                str(score.matches),
                rate(score.rate_per_1000),
                interval(score),
                f"{score.lexicon.name} {score.lexicon.version}",
            ]
            for score in found.scores
        ],
    )
    write_line(f"rates are matches per 1,000 {found.unit}: emphasis of wording, nothing more")


_COUNTED = columns("words", "excluded_words", "sentences", "unit")


def _as_json(found: Profile) -> Row:
    from dataclasses import asdict

    from framing.commands.voices_output import score_as_json, voices_as_json

    article = asdict(found.article)
    return {
        **article,
        **row_of(_COUNTED, found),
        **voices_as_json(found),
        "scores": [score_as_json(score, found.voices) for score in found.scores],
        "matches": [asdict(match) for match in found.matches],
    }


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[ID] FIELD=VALUE…")
@click.option("--yes", is_flag=True, help="Do not ask before many articles are changed.")
@selection_options
@db_option
def edit(words: tuple[str, ...], yes: bool, asked: Asked, db: str | None) -> None:
    """Correct what is known about an article, or about all that are selected; no text ever changes.

    FIELD is source, publisher, title, published, url, author, language or meta.NAME.

    \b
    Examples:
      framing edit 3f2a source="The Daily" published=2025-02-09
      framing edit --where 'url~/sport/' meta.desk=Sport
    """
    from framing.runs import edit as edit_articles

    named = words[:1] if "=" not in words[0] else ()
    pairs = [change.partition("=") for change in words[len(named) :]]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise UsageError(f"“{name}” is no change", hint="write FIELD=VALUE")
    if not pairs:
        raise UsageError("nothing to change", hint="write FIELD=VALUE")
    changes = {name: value for name, _, value in pairs}
    with open_library(db) as library:
        ids = _meant(library, named, asked, "change")
        if not named and not yes:
            confirm(f"Change {', '.join(changes)} of {plural(len(ids), 'article')}?")
        edit_articles(library, ids, changes)
        note(f"{ids[0] if named else plural(len(ids), 'article')} changed")


def _meant(library: Library, named: Sequence[str], asked: Asked, what: str) -> list[str]:
    """The ids of the articles that are named or selected; raises UsageError for both or neither."""
    ids = [library.articles.resolve(each) for each in named]
    chosen = selected(library, asked)
    if ids and chosen is not None:
        raise UsageError("name articles or select them, not both")
    if not ids and chosen is None:
        raise UsageError(f"nothing to {what}", hint="give ids, or --where, --set or --ids")
    return ids or chosen or []


@click.command()
@click.argument("articles", nargs=-1, metavar="[ID…]")
@click.option("--yes", is_flag=True, help="Do not ask.")
@selection_options
@db_option
def remove(
    articles: tuple[str, ...],
    yes: bool,
    asked: Asked,
    db: str | None,
) -> None:
    """Remove articles with all their scores and codes; asks first, so a script has to say --yes.

    \b
    Examples:
      framing remove 3f2a 91cc --yes
      framing remove --where 'words<50'
    """
    with open_library(db) as library:
        ids = _meant(library, articles, asked, "remove")
        if not yes:
            confirm(f"Remove {plural(len(ids), 'article')} with their scores and codes?")
        note(f"{plural(library.articles.remove(ids), 'article')} removed")
