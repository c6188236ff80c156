"""Dictionaries as other people publish them; read where they lie, skipped where they do not."""

from pathlib import Path

import pytest

from framing.lexicons.conversion import convert
from framing.lexicons.formats import FORMATS, ImportedLexicon, parse_reported
from tests.paths import SHARED

FOLDER = SHARED / "data" / "lexicons_wild"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files are not at hand")

NESTED = ("laver_garry_2000.cat", "boukinator.json", "damstra_boukes_nl.yml", "mfd_original.dic")


def taken(name: str, columns: tuple[str, ...] = ()) -> ImportedLexicon:
    path = FOLDER / name
    return parse_reported(path, path.read_bytes(), columns)


def terms(report: ImportedLexicon) -> dict[str, set[str]]:
    return {each.name: {term.pattern for term in each.terms} for each in report.lexicon.dimensions}


def sizes(report: ImportedLexicon) -> dict[str, int]:
    return {name: len(found) for name, found in terms(report).items()}


def test_moral_foundations() -> None:
    report = taken("mfd_original.dic")
    found = terms(report)
    patterns = set().union(*found.values())
    assert (report.terms, len(found)) == (324, 11)
    assert sum("*" in pattern for pattern in patterns) == 166
    assert not (report.merged or report.skipped or report.renamed)
    several = ["HarmVirtue", "AuthorityVirtue", "PurityVirtue"]
    assert [name for name in found if "preserve" in found[name]] == several


def test_laver_and_garry() -> None:
    report = taken("laver_garry_2000.cat")
    assert report.entries == 418
    assert not (report.merged or report.skipped or report.renamed)
    found = terms(report)
    assert len(found) == 20
    assert found["CULTURE"] == {"PEOPLE", "WAR IN IRAQ", "CIVIL WAR"}
    assert found["CULTURE/SPORT"] == {"ANGLER*"}
    assert {"ECONOMY/+STATE+", "ECONOMY/=STATE=", "ECONOMY/-STATE-"} < set(found)
    assert {"INSTITUTIONS/CONSERVATIVE", "VALUES/CONSERVATIVE"} < set(found)


def test_afinn() -> None:
    report = taken("AFINN-111.txt")
    assert sizes(report) == {"positive": 878, "negative": 1598}
    assert [(note.line, note.what) for note in report.skipped] == [(2074, "some kind")]


def test_hu_and_liu() -> None:
    report = taken("huliu_negative.txt")
    assert sizes(report) == {"huliu_negative": 4780}
    assert [note.what for note in report.skipped] == ["anti-", "bull****", "bull----"]


def test_a_list_with_exceptions() -> None:
    report = taken("boukinator.json")
    assert sizes(report) == {"positive": 30, "negative": 35}
    excluded = [[each.pattern for each in part.exclude] for part in report.lexicon.dimensions]
    assert excluded == [["hopeloos", "hopeloze"], ["bangladesh", "bangalore", "bangkok"]]
    assert "onrust*" in terms(report)["negative"]


def test_a_quanteda_dictionary() -> None:
    report = taken("damstra_boukes_nl.yml")
    assert sizes(report) == {"hope": 30, "fear": 33}
    assert not report.skipped


def test_a_table_with_a_column_that_is_no_category() -> None:
    columns = ("relevant_word_positive_mv", "relevant_word_negative__mv")
    report = taken("muddiman.csv", columns)
    assert sizes(report) == dict(zip(columns, (29, 44), strict=True))


@pytest.mark.parametrize("source", NESTED)
@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"txt"}))
def test_there_and_back(source: str, name: str, tmp_path: Path) -> None:
    between = tmp_path / f"{Path(source).stem}.{name}"
    report = convert(FOLDER / source, between)
    again = parse_reported(between, between.read_bytes())
    assert terms(again) == terms(report.taken)
    assert not (again.merged or again.skipped)
    assert all(note.what.startswith("exclude ") for note in report.lost)
