"""What `--help` says of the commands is said whole."""

from __future__ import annotations

import pytest

from framing.articles.readers import READERS
from tests.command import Run


@pytest.mark.parametrize("group", [(), ("lexicon",), ("code",), ("set",)])
def test_the_list_of_commands_cuts_nothing_short(framing: Run, group: tuple[str, ...]) -> None:
    said = framing(*group, "--help").out
    listed = said.split("Commands:\n")[1]
    assert listed.count("\n") > 3
    assert "..." not in listed
    assert max(map(len, said.splitlines())) <= 80


def test_commands_stand_in_the_order_of_their_use(framing: Run) -> None:
    listed = framing("--help").out.split("Commands:\n")[1]
    places = [listed.index(f"\n  {name} ") for name in ("import", "sources", "export", "doctor")]
    assert places == sorted(places)


def test_the_help_of_import_names_every_format(framing: Run) -> None:
    said = framing("import", "--help").out
    assert max(map(len, said.splitlines())) <= 80
    assert set(READERS) <= set(said.split())
