"""What commands about sources share: names that exist, and the families of copies to count once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

import click

from framing.commands.output import cells, cut
from framing.errors import NotFoundError

if TYPE_CHECKING:
    from framing.library import Library

Command = TypeVar("Command", bound=Callable[..., Any])

NAMELESS = "(none)"
"""The group of articles whose field is empty."""

_NAMED = 5
"""Names in a hint."""

_all_copies = click.option(
    "--all-copies", is_flag=True, help="Count every copy of a text. [default: one of them]"
)


_by = click.option(
    "--by",
    default="source",
    show_default=True,
    metavar="FIELD[,FIELD]",
    help="What articles are put together by: source, publisher, author, language, unit, year,"
    " month, set, meta.NAME, or two of them.",
)


_of_words = (
    click.option(
        "--between", nargs=2, required=True, metavar="A B", help="Two sources, or groups."
    ),
    click.option(
        "--background",
        type=click.Choice(["both", "all"]),
        default="both",
        show_default=True,
        help="Whose words the prior is made of: the two sources, or all articles.",
    ),
    click.option(
        "--limit", type=click.IntRange(1, 2**31), help="Words for each source. [default: 20]"
    ),
    click.option(
        "--least",
        type=click.IntRange(1, 2**31),
        default=5,
        show_default=True,
        help="Leave out words that stand less often in both together.",
    ),
    click.option("--contexts", is_flag=True, help="Print the first place of each word."),
)


def all_copies_option(command: Command) -> Command:
    """Add `--all-copies`."""
    return _all_copies(command)


def word_options(command: Command) -> Command:
    """Add what commands about words that tell groups apart take; `--by` does not come with it."""
    for option in reversed(_of_words):
        command = option(command)
    return command


def by_option(command: Command) -> Command:
    """Add `--by`."""
    return _by(command)


def families(
    library: Library, ids: Collection[str] | None, *, all_copies: bool
) -> Mapping[str, str]:
    """Of the articles with these ids, of all for None, those that have copies, each with the one
    that stands for them; none if all count."""
    return {} if all_copies else library.similar.families(ids)


def group_name(name: str, widest: int) -> str:
    """A group's name for a table; of a crossed one the first part is cut, so that the second, as a
    year, stays to be seen."""
    from framing.library.grouping import CROSS

    first, cross, second = name.rpartition(CROSS)
    room = widest - cells(cross + second)
    return cut(first, room) + cross + second if cross and room > 0 else name or NAMELESS


def check_name(name: str, known: Collection[str], what: str) -> None:
    """Raises NotFoundError for a name that is not known; its hint has the closest ones first."""
    if name in known:
        return
    if not known:
        raise NotFoundError(f"there is no {what} “{name}”: the library is empty")
    folded = {each.casefold(): each for each in sorted(known)}
    close = [folded[each] for each in get_close_matches(name.casefold(), folded, _NAMED, 0.4)]
    listed = (close + [each for each in sorted(known) if each not in close])[:_NAMED]
    more = len(known) - len(listed)
    names = ", ".join(f"“{each}”" for each in listed) + (f" and {more} more" if more else "")
    raise NotFoundError(f"there is no {what} “{name}”", hint=f"there are {names}")
