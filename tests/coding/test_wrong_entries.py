"""Which entries of a lexicon are most often wrong, as `framing lexicon show` names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.coding import wrong_entries
from tests.command import Run

LEXICON = """\
name = "weather"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.weather]
title = "Weather"
description = "Words of weather."
negated = "drop"
terms = ["rain*", "storm*", "snow", "hail", "fog"]
"""
SENTENCES = {
    "It rains.": 1,
    "Rain of coins.": 0,
    "Rain of praise.": 0,
    "A storm of praise.": 0,
    "Storms of anger.": 0,
    "A storm of tweets.": 0,
    "Snow on the hills.": 1,
    "They hail a taxi.": 0,
    "Fog of war.": 0,
    "A calm day.": 0,
}


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "weather.toml"
    path.write_text(LEXICON, encoding="utf-8")
    return path


@pytest.fixture
def coded(framing: Run, tmp_path: Path, lexicon: Path) -> None:
    """The library of the default place, all its sentences coded."""
    (tmp_path / "news.txt").write_text(" ".join(SENTENCES), encoding="utf-8")
    assert framing("lexicon", "add", lexicon).code == 0
    assert framing("import", tmp_path / "news.txt").code == 0
    sheet = tmp_path / "sheet.csv"
    asked = ("--size", "10", "--dimension", "weather", "-o", sheet)
    assert framing("code", "sample", *asked).code == 0
    header, *rows = sheet.read_text(encoding="utf-8").splitlines()
    filled = [f"{row.rstrip(',')},{SENTENCES[row.split(',')[1]]}" for row in rows]
    sheet.write_text("\n".join([header, *filled]), encoding="utf-8")
    assert framing("code", "import", sheet).code == 0


@pytest.mark.usefixtures("coded")
class TestByTheCodesOfTheLibrary:
    def test_three_are_named_the_most_often_wrong_first(self, framing: Run) -> None:
        """Wilson's interval of 0 of 3 ends at z²/(3 + z²) = .56, of 0 of 1 at .79."""
        out = framing("lexicon", "show", "weather").out
        (line,) = (line for line in out.splitlines() if "most often wrong" in line)
        assert line.strip() == (
            "most often wrong (codes of the library): storm* 0 of 3 right, 0.00 [0.00–0.56];"
            " rain* 1 of 3 right, 0.33 [0.06–0.79]; fog 0 of 1 right, 0.00 [0.00–0.79]"
        )

    def test_json(self, framing: Run) -> None:
        (row,) = framing("lexicon", "show", "weather", "--json").rows
        found = row["often_wrong"]["weather"]
        assert found["by"] == "library"
        assert [each["entry"] for each in found["entries"]] == ["storm*", "rain*", "fog"]
        assert found["entries"][0]["precision_high"] == pytest.approx(3.8415 / 6.8415, abs=1e-4)

    def test_a_lexicon_that_nobody_coded_for_names_none(self, framing: Run, tmp_path: Path) -> None:
        uncoded = tmp_path / "tides.toml"
        uncoded.write_text('name = "tides"\n[dimensions.tides]\nterms = ["tide*"]\n')
        assert framing("lexicon", "add", uncoded).code == 0
        assert "most often wrong" not in framing("lexicon", "show", "tides").out


class TestShippedFigures:
    @pytest.fixture(autouse=True)
    def figures(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shipped = {
            "risk": {"risk*": (9, 30), "no entry of it": (0, 50), "danger*": (5, 5)},
            "weather": {"snow": (0, 9)},
        }
        monkeypatch.setattr(wrong_entries, "entry_precision", lambda: shipped)

    def test_the_bundled_lexicons_name_theirs(self, framing: Run) -> None:
        """What is no entry any more, and what was never wrong, is not named."""
        out = framing("lexicon", "show", "risk").out
        (line,) = (line for line in out.splitlines() if "most often wrong" in line)
        assert line.strip() == (
            "most often wrong (our coded sentences): risk* 9 of 30 right, 0.30 [0.17–0.48]"
        )

    def test_they_are_not_of_a_lexicon_of_ones_own(self, framing: Run, lexicon: Path) -> None:
        assert "most often wrong" not in framing("lexicon", "show", lexicon).out

    def test_codes_of_the_library_come_first(self, framing: Run, tmp_path: Path) -> None:
        (tmp_path / "news.txt").write_text(
            "A risk. No danger at sea. One ship. Two ships.", encoding="utf-8"
        )
        framing("import", tmp_path / "news.txt")
        sheet = tmp_path / "sheet.csv"
        framing("code", "sample", "--size", "4", "--dimension", "risk", "-o", sheet)
        header, *rows = sheet.read_text(encoding="utf-8").splitlines()
        filled = [f"{row.rstrip(',')},{int('danger' in row)}" for row in rows]
        sheet.write_text("\n".join([header, *filled]), encoding="utf-8")
        assert framing("code", "import", sheet).code == 0
        out = framing("lexicon", "show", "risk").out
        assert "most often wrong (codes of the library): risk* 0 of 1 right" in out


def test_a_lexicon_is_shown_without_a_sound_library(framing: Run, tmp_path: Path) -> None:
    file = tmp_path / "data" / "framing" / "framing.db"
    file.parent.mkdir(parents=True)
    file.write_text("no library", encoding="utf-8")
    done = framing("lexicon", "show", "risk")
    assert (done.code, "its codes are not shown" in done.err) == (0, True)
    assert framing("lexicon", "show", "risk", "--db", file).code == 3
