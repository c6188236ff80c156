"""The options by which every command that reads articles takes a selection of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.errors import NotFoundError
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library import Library, Selection

_NAMED = 5
"""Values in a hint."""
_STORY = re.compile(r"(^|OR\s)\s*story\s*[=!<>]")

_RULES = "source=X, published>=2020-01, words<5000, author~X, meta.NAME=X"
_MORE = "again for more rules, all of which must hold."

_OPTIONS = (
    click.option(
        "--where",
        multiple=True,
        metavar="RULE",
        help=f"Only articles for which it holds: {_RULES}, or words of the text; {_MORE}",
    ),
    click.option("--set", "sets", multiple=True, metavar="NAME", help="Only articles of a set."),
    click.option(
        "--ids",
        "ids_file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Only articles whose ids it lists, one a line; - reads standard input.",
    ),
)


_where_fields = click.option(
    "--where",
    multiple=True,
    metavar="RULE",
    help=f"Only articles for which it holds: {_RULES}; {_MORE}",
)


def where_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--where` alone, for what has no index of words and no sets."""
    return _where_fields(command)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a selection say."""

    where: tuple[str, ...]
    sets: tuple[str, ...]
    ids_file: Path | None

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.where or self.sets or self.ids_file)


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--where`, `--set` and `--ids`; the command is given them as `asked`."""

    @wraps(command)
    def asking(
        *args: object,
        where: tuple[str, ...],
        sets: tuple[str, ...],
        ids_file: Path | None,
        **others: object,
    ) -> None:
        command(*args, asked=Asked(where, sets, ids_file), **others)

    for option in reversed(_OPTIONS):
        asking = option(asking)
    return asking


def selected(library: Library, asked: Asked) -> list[str] | None:
    """The ids of the articles that are meant, sorted; None where all are.

    Says how many they are. Raises as `rule_of`, and NotFoundError where nothing is selected.
    """
    return selected_by(library, rule_of(library, asked))


def selected_by(library: Library, rule: Selection) -> list[str] | None:
    """The same of a rule that was read."""
    if not rule:
        return None
    ids = library.sets.select(rule)
    if not ids:
        held = plural(library.articles.count(), "article")
        raise NotFoundError(f"none of {held} is selected", hint=_why_none(library, rule))
    say_selected(library, len(ids))
    return ids


def _why_none(library: Library, rule: Selection) -> str:
    """The values that a field has, where a rule names one that it has not."""
    for each in rule.where:
        field, _, value = each.partition("=")
        if field in ("source", "publisher", "author") or re.fullmatch(r"meta\.[^!<>~,]+", field):
            known = sorted(name for name in library.articles.groups(field) if name)
            if known and value.strip().casefold() not in map(str.casefold, known):
                listed = ", ".join(f"“{name}”" for name in known[:_NAMED])
                more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
                return f"{field} is one of {listed}{more}"
    return "every --where, --set and --ids leaves out more"


@contextmanager
def selected_snapshot(library: Library, asked: Asked) -> Iterator[list[str] | None]:
    """What `selected` gives, and the library as it is at one moment after it."""
    ids = selected(library, asked)
    with library.snapshot():
        yield ids


def say_selected(library: Library, size: int) -> None:
    """One line that tells the person at the terminal how many articles a selection has."""
    from framing.commands.output import note

    note(f"{size:,} of {plural(library.articles.count(), 'article')} selected")


def rule_of(library: Library, asked: Asked) -> Selection:
    """The selection that the options say; an id may be given by its beginning.

    Raises UsageError for a rule that cannot be read, NotFoundError for an unknown set or id,
    ReadError for a file that cannot be read. Stories are found first where a rule names one
    and the library can be written, so no snapshot of it may be open.
    """
    from framing.library import Selection

    if any(_STORY.search(rule) for rule in asked.where):
        find_stories(library)
    listed = None if asked.ids_file is None else _listed(library, asked.ids_file)
    return Selection(asked.where, asked.sets, listed)


def find_stories(library: Library) -> None:
    """Bring the stories of a library up to date, where it can be written."""
    from framing.commands.output import progress_bar
    from framing.comparing import stories

    if not library.read_only:
        with ExitStack() as bars:
            stories.update(
                library, lambda size: bars.enter_context(progress_bar(size, "finding stories"))
            )


def _listed(library: Library, path: Path) -> tuple[str, ...]:
    """The ids of a file: the first word of each line, which may be the beginning of an id.

    Raises ReadError for a file that cannot be read.
    """
    from framing.articles import File, Options
    from framing.articles.readers.file_finding import find
    from framing.articles.readers.opening import Rows

    name = str(path)
    file = find([name], (), "").files[0] if name == "-" else File(name, path)
    with Rows(file, Options(), newline="") as lines:
        words = [line.split()[0] for line in lines if line.strip()]
    return tuple(library.articles.resolve(word.strip(',;"')) for word in words)
