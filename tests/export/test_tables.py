"""Exports: the bytes are a contract, hostile cells do nothing, and a file is whole or not there."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.errors import FramingError, NotFoundError, UsageError
from framing.export import TABLES, TEXT_FORMATS, WIDE, Scope, export_table, write_stream
from framing.export.article_tables import match_rows
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.model import Article, Exclusion, Match, Profile, Score, Sums, Voice
from framing.statistics.rates import SCORER_VERSION
from tests.library_world import BOTH
from tests.library_world import profile as counted_profile
from tests.paths import GOLDEN

GOLDEN = GOLDEN
ASKED = Scope(between=("The Daily", "Courier, The"), word="aid")
"""What every table can be made of."""
TINY = Lexicon(
    "tiny",
    version="1.0",
    dimensions=(
        Dimension("support", terms=(Term("aid"),)),
        Dimension("risk", terms=(Term("risk"),)),
    ),
)


def score(dimension: str, words: int, **known: object) -> Score:
    plain: dict[str, object] = {
        "matches": 0,
        "weight": 0.0,
        "rate_per_1000": None,
        "low": None,
        "high": None,
        "interval": "none",
        "sums": Sums(0, 0.0, 0.0, 0.0, 0.0),
        "covered_words": 0,
    }
    return Score(dimension, words=words, lexicon=TINY.reference, **(plain | known))


def voices(headline: int) -> Mapping[Voice, int]:
    return {"headline": headline, "quote": 0, "reported": 0, "narrator": 0}


TWO_SENTENCES = Sums(2, 1.0, 1.0, 4.0, 32.0)
FIRST = Profile(
    Article(
        "0a00000000000001",
        "Aid came.\nAid “helps”.",
        "The Daily",
        title='=HYPERLINK("http://x","y")',
        published="2024-05",
        url="https://example.org/a",
        language="en",
        excluded=(Exclusion(21, 22, "a stop"),),
        meta={"topic": "-3.5", "note": "+call"},
    ),
    words=8,
    excluded_words=1,
    sentences=2,
    unit="words",
    scores=(
        score(
            "support", 8, matches=1, weight=1.0, rate_per_1000=125.0, low=0.1, high=1e16,
            interval="ratio", sums=TWO_SENTENCES, covered_words=2, negated_matches=1,
            voices=voices(1),
        ),
        score(
            "risk", 8, rate_per_1000=0.0, low=0.0, high=312.34375, interval="silence",
            sums=TWO_SENTENCES,
        ),
    ),
    matches=(
        Match(
            "support", "aid + help", "near", 10, 20, 1.5, 1, 2, counted=False, voice="quote",
            speaker="=SUM(A1)", negated=True, negators=("not", "no longer"),
            evidence=((10, 13), (15, 20)),
        ),
        Match(
            "support", "aid", "term", 0, 3, 1.0, 0, 1, voice="headline", negated=False,
            evidence=((0, 3),),
        ),
    ),
)  # fmt: skip
SECOND = Profile(
    Article(
        "0b00000000000002",
        "",
        "Courier, The",
        title="Line\nbreak \x1b[2J\u202e",
        meta={"page": "7", "note": ""},
    ),
    words=0,
    excluded_words=0,
    sentences=0,
    unit="words",
    scores=(score("support", 0, negated_matches=0, voices=voices(0)), score("risk", 0)),
    matches=(),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "framing.db", create=True) as opened:
        run = opened.runs.begin("import", (TINY,), {})
        opened.runs.add(run, "a.jsonl", [SECOND, FIRST])
        yield opened


def golden(name: str) -> str:
    text = (GOLDEN / name).read_bytes().decode()
    text = text.replace("FINGERPRINT", TINY.fingerprint).replace("VERSION", framing.version())
    return text.replace("SCORER", SCORER_VERSION)


class TestGolden:
    @pytest.mark.parametrize(
        "name", ["articles.csv", "scores.csv", "scores.json", "scores_wide.csv", "terms.jsonl"]
    )
    def test_of_a_library(self, library: Library, tmp_path: Path, name: str) -> None:
        table, _, wide = name.partition(".")[0].partition("_")
        export_table(library, table, output=tmp_path / name, wide=bool(wide))
        assert (tmp_path / name).read_bytes().decode() == golden(name)

    @pytest.mark.parametrize("name", ["matches.csv", "matches.json"])
    def test_of_a_profile(self, name: str) -> None:
        stream = io.StringIO(newline="")
        columns = [column.name for column in TABLES["matches"].columns]
        write_stream(name.partition(".")[2], "matches", match_rows(FIRST), stream, columns)
        assert stream.getvalue() == golden(name)

    def test_every_row_has_the_columns_in_their_order(self, library: Library) -> None:
        for table in (*TABLES.values(), *WIDE.values()):
            data = table.data(library, ASKED)
            for row in data.rows:
                assert list(row) == list(data.columns)

    @pytest.mark.parametrize("format_", TEXT_FORMATS)
    @pytest.mark.parametrize("table", TABLES)
    def test_no_rows_is_a_valid_export(self, tmp_path: Path, table: str, format_: str) -> None:
        out = tmp_path / "out"
        with Library(tmp_path / "empty.db", create=True) as empty:
            export_table(empty, table, format_, out, scope=ASKED)
        lines = {
            "csv": ",".join(column.name for column in TABLES[table].columns) + "\n",
            "json": f'{{"schema": 1, "kind": "{table}", "rows": []}}\n',
            "jsonl": "",
        }
        assert out.read_text() == lines[format_]


def test_matches_of_a_library_are_those_of_the_scores(tmp_path: Path) -> None:
    """They are not stored: the articles are scanned by the library's own lexicons."""
    with Library(tmp_path / "framing.db", create=True) as library:
        run = library.runs.begin("import", BOTH, {})
        text = "No subsidies burst. Aid came, aid went."
        made = counted_profile(text, {"support": {"subsid*": 1, "aid": 2}})
        library.runs.add(run, "a.txt", [made])
        rows = list(TABLES["matches"].rows(library, Scope()))
    assert [(row["dimension"], row["entry"], row["start"], row["weight"]) for row in rows] == [
        ("support", "subsid*", 3, 0.5),
        ("support", "aid", 20, 1.0),
        ("support", "aid", 30, 1.0),
    ]


TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)


def written(format_: str, cell: object, name: str = "cell") -> str:
    stream = io.StringIO(newline="")
    write_stream(format_, "scores", [{name: cell}], stream, [name])
    return stream.getvalue()


def controls(text: str) -> set[str]:
    return {
        each for each in text if each not in "\n\t" and not each.isprintable() and each < "\xa0"
    }


class TestCells:
    @pytest.mark.parametrize(
        "cell",
        [
            "=1+1",
            "+1-1",
            "-1+1",
            "@x",
            "\tx",
            "\rx",
            "\0x",
            "＝x",
            "＋x",
            "－x",
            "＠x",
            "=",
            "-",
            "+49 30 1",
            " =1+1",
            "\u00a0\u2003=1+1",
            "\n-1+1",
        ],
    )
    def test_what_a_spreadsheet_would_run_is_quoted(self, cell: str) -> None:
        (_, (value,)) = csv.reader(io.StringIO(written("csv", cell)))
        assert value.startswith("'")
        assert json.loads(written("jsonl", cell)) == {"cell": cell}

    @pytest.mark.parametrize(
        "cell", ["-5", "+5", "-3.25", "1e9", "-1E-9", "07", "a=b", " x=", "'=x"]
    )
    def test_plain_numbers_and_other_text_stay(self, cell: str) -> None:
        assert written("csv", cell) == f"cell\n{cell}\n"

    @pytest.mark.parametrize("cell", ["-٣", "-1e", "--1", "-1\n", "-0x1", "-1 "])
    def test_what_is_almost_a_number_is_none(self, cell: str) -> None:
        (_, (value,)) = csv.reader(io.StringIO(written("csv", cell), newline=""))
        assert value == f"'{cell}"

    @pytest.mark.parametrize("value", [0, -5, 0.1, -2.5e-300, 1e16, 1 / 3])
    def test_numbers_in_full(self, value: float) -> None:
        assert written("csv", value) == f"cell\n{value!r}\n"
        assert json.loads(written("jsonl", value)) == {"cell": value}

    def test_a_header_is_a_cell_too(self) -> None:
        assert written("csv", 1, "=x\x1b") == "'=x\\x1b\n1\n"

    @given(TEXT)
    def test_nothing_that_steers_a_terminal_leaves(self, cell: str) -> None:
        for format_ in TEXT_FORMATS:
            text = written(format_, cell, cell)
            assert controls(text) == set()
            text.encode()

    @given(
        st.dictionaries(
            TEXT,
            st.one_of(
                st.none(), TEXT, st.floats(allow_nan=False, allow_infinity=False), st.lists(TEXT)
            ),
        )
    )
    def test_json_gives_back_every_value(self, row: dict[str, object]) -> None:
        stream = io.StringIO()
        write_stream("json", "scores", [row, row], stream)
        assert json.loads(stream.getvalue()) == {"schema": 1, "kind": "scores", "rows": [row, row]}

    @given(
        st.lists(
            st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=9), min_size=2
        )
    )
    def test_csv_gives_back_every_value(self, row: list[str]) -> None:
        columns = [f"c{n}" for n in range(len(row))]
        stream = io.StringIO(newline="")
        write_stream("csv", "scores", [dict(zip(columns, row, strict=True))], stream, columns)
        (_, values) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
        assert [value.removeprefix("'") for value in values] == [
            value.removeprefix("'") for value in row
        ]

    @pytest.mark.parametrize("format_", TEXT_FORMATS)
    def test_rows_are_written_as_they_come(self, format_: str) -> None:
        stream = io.StringIO(newline="")

        def rows() -> Iterator[dict[str, object]]:
            yield {"n": "first"}
            assert "first" in stream.getvalue()
            yield {"n": "second"}

        write_stream(format_, "scores", rows(), stream, ["n"])
        assert "second" in stream.getvalue()


class TestFiles:
    def test_one_that_exists_is_kept(self, library: Library, tmp_path: Path) -> None:
        out = tmp_path / "out.csv"
        out.write_text("mine")
        with pytest.raises(FramingError, match="--force"):
            export_table(library, "scores", output=out)
        assert out.read_text() == "mine"
        export_table(library, "scores", output=out, force=True)
        assert out.read_text() == golden("scores.csv")

    def test_a_fault_in_the_middle_leaves_what_was(self, library: Library, tmp_path: Path) -> None:
        from framing.places import replacing

        out = tmp_path / "folder" / "out.csv"
        out.parent.mkdir()
        for before in ([], ["out.csv"]):
            with pytest.raises(RuntimeError), replacing(out, force=True) as stream:
                stream.write("half")
                raise RuntimeError
            assert [each.name for each in out.parent.iterdir()] == before
            out.write_text("whole")

    def test_a_full_disk_is_one_line(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(FramingError, match="No space left") as failed:
            export_table(library, "scores", output=tmp_path / "out.csv")
        assert failed.value.exit_code == 1
        assert not [each for each in tmp_path.iterdir() if "out.csv" in each.name]

    def test_places_that_cannot_be_written(self, library: Library, tmp_path: Path) -> None:
        for place in (tmp_path, tmp_path / "nowhere" / "out.csv", tmp_path / "framing.db" / "x"):
            with pytest.raises(FramingError):
                export_table(library, "scores", output=place, force=True)

    @pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
    def test_its_rights_are_those_of_a_new_file(self, library: Library, tmp_path: Path) -> None:
        old = os.umask(0o027)
        try:
            export_table(library, "scores", output=tmp_path / "out.csv")
        finally:
            os.umask(old)
        assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o640

    def test_a_link_leads_to_the_file_that_is_replaced(
        self, library: Library, tmp_path: Path
    ) -> None:
        (tmp_path / "real.csv").write_text("old")
        (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
        export_table(library, "scores", output=tmp_path / "link.csv", force=True)
        assert (tmp_path / "real.csv").read_text() == golden("scores.csv")
        assert (tmp_path / "link.csv").is_symlink()

    def test_standard_output(
        self, library: Library, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        export_table(library, "scores")
        assert capsysbinary.readouterr().out.decode() == golden("scores.csv")


class TestChoice:
    @pytest.mark.parametrize(
        ("name", "format_", "begins"),
        [
            ("out.json", None, '{"schema"'),
            ("out.JSONL", None, '{"article_id"'),
            ("out.csv", None, "article_id,"),
            ("out", None, "article_id,"),
            ("out.txt", "csv", "article_id,"),
            ("out.csv", "json", '{"schema"'),
        ],
    )
    def test_the_format(
        self, library: Library, tmp_path: Path, name: str, format_: str | None, begins: str
    ) -> None:
        export_table(library, "terms", format_, tmp_path / name)
        assert (tmp_path / name).read_text().startswith(begins)

    def test_a_suffix_that_no_format_has(self, library: Library, tmp_path: Path) -> None:
        with pytest.raises(NotFoundError, match=r"\.ods \(use \.csv"):
            export_table(library, "terms", None, tmp_path / "out.ods")

    def test_names_that_there_are_not(self, library: Library, tmp_path: Path) -> None:
        out = tmp_path / "out"
        with pytest.raises(NotFoundError, match="articles, scores, voices, terms, matches"):
            export_table(library, "nonsense", "csv", out)
        with pytest.raises(NotFoundError, match="csv, json, jsonl"):
            export_table(library, "scores", "ods", out)
        with pytest.raises(UsageError, match="scores"):
            export_table(library, "terms", "csv", out, wide=True)
        assert not out.exists()
