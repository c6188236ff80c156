"""Nested scope: counts of a dictionary whose categories share words, told by hand."""

from collections import Counter
from pathlib import Path

import pytest

from framing.lexicons import read_lexicon
from framing.lexicons.conversion import ConversionReport, convert
from framing.matching.scanner import Scanner
from framing.model import Article

SOURCE = """\
help:
  - aid
  - aid worker*
  - rescue*
state:
  - state aid
  - rescue package
  - aid
  - bail out
cost:
  - rescue package deal
  - worker*
"""
TEXT = (
    "State aid is aid. A rescue package came, then a rescue package deal. "
    "Aid workers rescue. Workers wait. They bail out."
)
# help: State aid | aid | rescue | rescue | aid workers | rescue; the third and the fourth are
# inside packages, the first inside “state aid”. state: state aid, aid, rescue package, rescue
# package, Aid (inside “aid workers”), bail out; the second package is inside the deal. cost: the
# deal, workers (inside “aid workers”), workers.
APART = {"help": 6, "state": 6, "cost": 3}
NESTED = {"help": 3, "state": 4, "cost": 2}


def converted(tmp_path: Path, text: str, *, nested: bool) -> ConversionReport:
    source = tmp_path / "x.yml"
    source.write_text(text)
    return convert(source, tmp_path / "x.toml", nested=nested, force=True)


@pytest.mark.parametrize(("nested", "counts"), [(False, APART), (True, NESTED)])
def test_entries_inside_longer_ones_of_other_dimensions(
    tmp_path: Path, nested: bool, counts: dict[str, int]
) -> None:
    converted(tmp_path, SOURCE, nested=nested)
    lexicon = read_lexicon(tmp_path / "x.toml")
    (profile,) = Scanner([lexicon]).scan([Article("0", TEXT)])
    assert Counter(match.dimension for match in profile.matches) == counts


@pytest.mark.parametrize(
    ("short", "longer", "inside"),
    [
        ("aid", "state aid", True),
        ("aid*", "state aid", True),
        ("aid", "state ai*", True),
        ("aids", "state aid", False),
        ("*aid", "state aid", True),
        ("state aid", "the state aid plan", True),
        ("state plan", "state aid plan", False),
        ("aid", "aid", False),
        ("aid*", "aids", False),
        ("state aid*", "state aids", False),
        ("aid", "state *", True),
        ("ai?", "state a*", True),
    ],
)
def test_only_what_can_hold_an_entry_excludes(
    tmp_path: Path, short: str, longer: str, inside: bool
) -> None:
    text = f'a:\n  - "{short}"\nb:\n  - "{longer}"\n'
    lexicon = converted(tmp_path, text, nested=True).taken.lexicon
    found = {each.name: [term.pattern for term in each.exclude] for each in lexicon.dimensions}
    assert found == {"a": [longer] if inside else [], "b": []}


def test_the_report_says_how_many_exclude(tmp_path: Path) -> None:
    notes = converted(tmp_path, SOURCE, nested=True).taken.assumed
    assert {note.dimension: note.reason.rpartition(" ")[2] for note in notes} == {
        "help": "3",
        "state": "2",
        "cost": "1",
    }
