"""Converting lexicon files: what is written, what the report says, what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from framing import limits
from framing.commands.lexicon_convert import convert as command
from framing.errors import FramingError, LexiconError, UsageError
from framing.lexicons import installed, read_lexicon
from framing.lexicons.conversion import ConversionReport, convert
from framing.lexicons.formats import FORMATS, Note
from framing.workbench import adding
from tests.paths import FIXTURES

FOLDER = FIXTURES / "lexicons"

FULL = """\
name = "risks"
title = "Risks of the sea"
version = "2.0"
language = "en"
license = "CC0-1.0"
source = "written for a test"
[dimensions.storm]
title = "Storms"
description = "what blows"
definition = "a wind that harms"
negated = "drop"
terms = [
    "gale*",
    { pattern = "high tide", weight = 2.5, note = "of spring" },
]
exclude = ["gale force"]
[dimensions.rescue]
near = [{ name = "boat + crew", groups = ["boats", "crews"] }]
[groups]
boats = ["boat*"]
crews = ["crew", "sailor*"]
[[examples]]
text = "A gale blew."
match = ["storm"]
"""


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "risks.toml"
    path.write_text(FULL)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lost(report: ConversionReport) -> list[tuple[str, str, int]]:
    return [(note.dimension, note.what, note.line) for note in report.lost]


class TestWriting:
    def test_a_foreign_file_becomes_one_of_our_own(self, tmp_path: Path) -> None:
        target = tmp_path / "harbour.toml"
        report = convert(FOLDER / "harbour.dic", target)
        lexicon = read_lexicon(target)
        assert lexicon.fingerprint == report.taken.lexicon.fingerprint
        assert (lexicon.name, lexicon.source) == ("harbour", "harbour.dic")
        assert report.lost == ()
        assert (report.taken.terms, report.taken.entries) == (6, 9)

    def test_categories_of_a_table(self, tmp_path: Path) -> None:
        report = convert(FOLDER / "wide.csv", tmp_path / "x.yaml", categories=("bad",))
        assert [each.name for each in report.taken.lexicon.dimensions] == ["bad"]
        assert (tmp_path / "x.yaml").read_text() == '"bad":\n  - "gale"\n'

    def test_an_encoding_that_the_file_does_not_tell(self, tmp_path: Path) -> None:
        source = tmp_path / "mer.txt"
        source.write_bytes("écluse\n".encode("cp1252"))
        with pytest.raises(LexiconError, match=r"mer\.txt:1: not UTF-8"):
            convert(source, tmp_path / "mer.toml")
        convert(source, tmp_path / "mer.csv", encoding="cp1252")
        assert (tmp_path / "mer.csv").read_text() == "term,dimension,weight\nécluse,mer,1\n"

    def test_what_is_there_is_overwritten_by_force_only(self, tmp_path: Path, full: Path) -> None:
        target = tmp_path / "x.csv"
        target.write_text("mine")
        with pytest.raises(FramingError, match=r"exists already \(--force overwrites it\)"):
            convert(full, target)
        assert target.read_text() == "mine"
        convert(full, target, force=True)
        assert target.read_text().startswith("term,")
        assert names(tmp_path) == ["risks.toml", "x.csv"]

    def test_nothing_is_left_of_a_refused_file(self, tmp_path: Path) -> None:
        source = tmp_path / "x.csv"
        source.write_text('term,dimension\n"wave,sea\n')
        with pytest.raises(LexiconError):
            convert(source, tmp_path / "x.toml")
        assert names(tmp_path) == ["x.csv"]

    def test_a_folder_that_is_not_there(self, tmp_path: Path, full: Path) -> None:
        with pytest.raises(FramingError, match="cannot be written"):
            convert(full, tmp_path / "none" / "x.csv")


class TestReport:
    def test_what_the_format_cannot_hold_is_listed(self, tmp_path: Path, full: Path) -> None:
        assert lost(convert(full, tmp_path / "x.json")) == [
            ("", "name = risks", 0),
            ("", "version = 2.0", 0),
            ("", "language = en", 0),
            ("", "license = CC0-1.0", 0),
            ("", "source = written for a test", 0),
            ("", "title = Risks of the sea", 0),
            ("storm", "title = Storms", 0),
            ("storm", "description = what blows", 0),
            ("storm", "definition = a wind that harms", 0),
            ("storm", "negated = drop", 0),
            ("storm", "high tide", 14),
            ("storm", "high tide", 14),
            ("storm", "exclude gale force", 16),
            ("rescue", "rescue", 0),
            ("rescue", "near boat + crew", 18),
            ("", "group boats", 20),
            ("", "group crews", 21),
            ("", "A gale blew.", 23),
        ]

    @pytest.mark.parametrize("name", FORMATS)
    def test_every_format_says_what_it_cannot_hold(
        self, tmp_path: Path, full: Path, name: str
    ) -> None:
        whats = {what for _, what, _ in lost(convert(full, tmp_path / f"risks.{name}", force=True))}
        always = {"version = 2.0", "exclude gale force", "near boat + crew", "A gale blew."}
        always |= {"definition = a wind that harms"}
        assert whats >= always if name != "toml" else not whats
        holds_title = name in ("toml", "ykd")
        assert ("title = Risks of the sea" in whats) != holds_title
        assert ("description = what blows" in whats) != holds_title

    @pytest.mark.parametrize(
        ("name", "reasons"),
        [
            ("csv", {"its note has no place: of spring"}),
            ("dic", {"its note has no place: of spring", "its weight 2.5 becomes 1"}),
        ],
    )
    def test_weights_and_notes(
        self, tmp_path: Path, full: Path, name: str, reasons: set[str]
    ) -> None:
        report = convert(full, tmp_path / f"x.{name}")
        assert {note.reason for note in report.lost if note.what == "high tide"} == reasons

    def test_context_and_kind_are_lost_elsewhere_and_case_but_in_tables(
        self, tmp_path: Path
    ) -> None:
        source = tmp_path / "sea.toml"
        source.write_text(
            'name = "sea"\n[dimensions.sea]\nterms = [{ pattern = "WAVE", needs = ["port"], '
            'unless = ["radio"], case = true, kind = "water" }]\n'
            '[groups]\nport = ["port*"]\nradio = ["radio*"]\n'
        )
        for name in set(FORMATS) - {"toml"}:
            report = convert(source, tmp_path / f"sea.{name}")
            assert [note.reason for note in report.lost if note.what == "WAVE"] == [
                "it will match without what it needs: port",
                "it will match beside what it refuses: radio",
                *([] if name in ("csv", "tsv") else ["it will match in any case"]),
                "its kind has no place: water",
            ]

    def test_what_only_has_the_defaults_of_its_file_loses_nothing(self, tmp_path: Path) -> None:
        report = convert(FOLDER / "harbour.cat", tmp_path / "harbour.csv")
        assert report.lost == ()

    def test_a_word_list_loses_the_dimensions_name(self, tmp_path: Path) -> None:
        source = tmp_path / "x.csv"
        source.write_text("term,dimension\nwave,sea\n")
        report = convert(source, tmp_path / "x.txt")
        assert (tmp_path / "x.txt").read_text() == "wave\n"
        assert report.lost == (Note("sea", "a word list is called after its file", 0, "sea"),)

    def test_rows_hold_every_term_and_every_note(self, tmp_path: Path) -> None:
        rows = list(convert(FOLDER / "scores.txt", tmp_path / "x.dic").rows())
        file = str(FOLDER / "scores.txt")
        assert rows[0] == {
            "file": file,
            "line": 2,
            "status": "taken",
            "dimension": "positive",
            "term": "sunny",
            "weight": 2.0,
            "reason": None,
        }
        assert rows[-1] == {
            "file": file,
            "line": 1,
            "status": "lost",
            "dimension": "negative",
            "term": "gale",
            "weight": None,
            "reason": "its weight 3 becomes 1",
        }
        statuses = [row["status"] for row in rows]
        assert {name: statuses.count(name) for name in statuses} == {
            "taken": 4,
            "merged": 1,
            "skipped": 3,
            "lost": 4,
        }


class TestRefusals:
    def test_several_dimensions_are_no_word_list(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="holds one dimension, and this lexicon has 3"):
            convert(FOLDER / "harbour.dic", tmp_path / "x.txt")

    def test_a_lexicon_of_near_rules_only(self, tmp_path: Path) -> None:
        source = tmp_path / "x.toml"
        source.write_text(
            'name = "x"\ngroups = { a = ["aa"], b = ["bb"] }\n'
            'dimensions.d.near = [{ name = "r", groups = ["a", "b"] }]\n'
        )
        for name in set(FORMATS) - {"toml"}:
            with pytest.raises(LexiconError, match="has no terms, only near rules"):
                convert(source, tmp_path / f"y.{name}")

    def test_a_name_that_wordstat_would_read_as_a_term(self, tmp_path: Path) -> None:
        source = tmp_path / "x.csv"
        source.write_text("term,dimension\nwave,plan (2)\n")
        with pytest.raises(LexiconError, match=r"“plan \(2\)” would be read as a term"):
            convert(source, tmp_path / "x.cat")

    def test_a_character_that_is_none_of_xml(self, tmp_path: Path) -> None:
        source = tmp_path / "x.toml"
        source.write_text('name = "x"\ntitle = "a\\uffff"\ndimensions.d.terms = ["wave"]\n')
        with pytest.raises(LexiconError, match="no XML may"):
            convert(source, tmp_path / "x.ykd")

    def test_more_than_the_format_may_hold(
        self, tmp_path: Path, full: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = tmp_path / "x.csv"
        rows = "".join(f"wave{'x' * 150}{n},sea\n" for n in range(14_000))
        source.write_text(f"term,dimension\n{rows}")
        for name in ("toml", "yaml"):
            with pytest.raises(LexiconError, match="would be larger than 2 MiB"):
                convert(source, tmp_path / f"y.{name}")
        convert(source, tmp_path / "y.dic")
        assert limits.CONFIG_FILE_BYTES == 2 * limits.MIB

    @pytest.mark.parametrize("target", ["x", "x.xlsx", "x.lc4"])
    def test_a_target_of_no_format(self, tmp_path: Path, full: Path, target: str) -> None:
        with pytest.raises(LexiconError, match="no lexicon format has the suffix"):
            convert(full, tmp_path / target)

    def test_columns_of_a_format_without_any(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError):
            convert(FOLDER / "harbour.dic", tmp_path / "x.toml", categories=("sea",))


class TestCommand:
    def run(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(command, [str(each) for each in arguments])

    def test_the_report_goes_to_stderr(self, tmp_path: Path) -> None:
        target = tmp_path / "harbour.csv"
        result = self.run(FOLDER / "harbour.cat", target)
        assert (result.exit_code, result.stdout) == (0, "")
        source = FOLDER / "harbour.cat"
        assert result.stderr.splitlines() == [
            f"{target}: 6 terms in 3 dimensions",
            "taken    SEA: 2 terms",
            "taken    SEA/WIND: 3 terms",
            "taken    NA: 1 term",
            f"skipped  {source}:8: SEA: @RULE1 [GALE NEAR PORT /S 5]: "
            "a rule of WordStat: write it as a near rule",
            f"skipped  {source}:11: EMPTY: the category has no terms",
        ]

    def test_json_goes_to_stdout(self, tmp_path: Path) -> None:
        target = tmp_path / "x.yaml"
        result = self.run(FOLDER / "wide.csv", target, "--categories", "good, bad", "--json")
        content = json.loads(result.stdout)
        assert (content["schema"], content["kind"]) == (1, "lexicon_report")
        assert content["rows"][0]["term"] == "sunny"
        assert result.stderr == f"{target}: 3 terms in 2 dimensions\n"

    def test_nothing_of_the_file_steers_the_terminal(self, tmp_path: Path) -> None:
        source = tmp_path / "x.txt"
        source.write_text("wave\n)\u202e\u200f(\n")
        result = self.run(source, tmp_path / "x.csv")
        assert "\\u202e" in result.stderr
        assert "\u202e" not in result.stderr

    def test_force_and_encoding(self, tmp_path: Path) -> None:
        source, target = tmp_path / "mer.txt", tmp_path / "mer.csv"
        source.write_bytes("écluse\n".encode("latin-1"))
        target.write_text("mine")
        assert self.run(source, target, "--encoding", "latin-1").exit_code == 1
        assert self.run(source, target, "--encoding", "latin-1", "--force").exit_code == 0
        assert "écluse" in target.read_text()


class TestShelf:
    def test_a_foreign_file_can_be_added(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        added = adding.add(FOLDER / "harbour.yml", replace=False)
        assert installed.find("harbour").fingerprint == added.fingerprint
