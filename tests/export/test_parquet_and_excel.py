"""Parquet and Excel: typed, bounded, never a formula, and with what made them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.errors import FramingError, UsageError
from framing.export import TableData, arrow, excel, export_data, export_table
from framing.library import Selection
from tests.library_world import BOTH, profile

openpyxl = pytest.importorskip("openpyxl")
parquet = pytest.importorskip("pyarrow.parquet")
FORMATS = ("parquet", "excel")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[framing.Library]:
    with framing.Library(tmp_path / "framing.db", create=True) as opened:
        run = opened.runs.begin("import", BOTH, {})
        made = [
            profile(f"{n} Aid came.", {"support": {"aid": n}}, title="=1+1", published="2025-02-09")
            for n in (1, 2)
        ]
        opened.runs.add(run, "a.txt", made)
        opened.sets.add("mine", Selection(ids=(made[0].article.id,)))
        yield opened


def table(*rows: Mapping[str, object], **types: str) -> TableData:
    return TableData("scores", list(rows[0]), rows, types)


def sheet_of(path: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(row) for row in book.worksheets[0].iter_rows()]


def written(data: TableData, path: Path) -> Path:
    export_data(data, None, path, force=True)
    return path


class TestBoth:
    @pytest.mark.parametrize("name", ["scores", "articles", "sources", "pairs", "voices", "terms"])
    def test_the_same_cells_as_json(
        self, library: framing.Library, tmp_path: Path, name: str
    ) -> None:
        for suffix in ("json", "parquet", "xlsx"):
            export_table(library, name, output=tmp_path / f"t.{suffix}")
        rows = json.loads((tmp_path / "t.json").read_text())["rows"]
        assert parquet.read_table(tmp_path / "t.parquet").to_pylist() == rows
        header, *cells = sheet_of(tmp_path / "t.xlsx")
        assert len(cells) == len(rows)
        for line, row in zip(cells, rows, strict=True):
            found = dict(zip((cell.value for cell in header), line, strict=True))
            for column, value in row.items():
                if isinstance(value, list):
                    value = json.dumps(value) if value else None
                assert found[column].value == value, column

    def test_the_file_says_what_made_it(self, library: framing.Library, tmp_path: Path) -> None:
        rule = Selection(("source=The Daily",))
        for suffix in ("parquet", "xlsx"):
            export_table(library, "sources", output=tmp_path / f"t.{suffix}", selection=rule)
        kept = json.loads(parquet.read_schema(tmp_path / "t.parquet").metadata[b"framing"])
        assert kept["framing_version"] == framing.version()
        assert kept["selection"]["where"] == ["source=The Daily"]
        assert (kept["kind"], kept["by"]) == ("sources", "source")
        assert {each["fingerprint"] for each in kept["lexicons"]} == {
            each.fingerprint for each in BOTH
        }
        book = openpyxl.load_workbook(tmp_path / "t.xlsx")
        assert book.sheetnames == ["sources", "provenance"]
        said = [(name.value, value.value) for name, value in book["provenance"].iter_rows()]
        assert ("framing_version", framing.version()) in said
        assert any("source=The Daily" in str(value) for _, value in said)

    @pytest.mark.parametrize("name", FORMATS)
    def test_they_go_to_a_file(self, library: framing.Library, name: str) -> None:
        with pytest.raises(UsageError, match="-o NAME"):
            export_table(library, "scores", name)

    @pytest.mark.parametrize(("name", "missing"), [("parquet", "pyarrow"), ("xlsx", "openpyxl")])
    def test_a_missing_extra_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, missing: str
    ) -> None:
        monkeypatch.setattr("framing.export.extra.find_spec", lambda module: None)
        with pytest.raises(UsageError, match=rf"{missing} .*framing-tui\[tables\]"):
            written(table({"a": 1}), tmp_path / f"t.{name}")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("suffix", ["parquet", "xlsx"])
    def test_a_fault_in_the_middle_leaves_nothing(self, tmp_path: Path, suffix: str) -> None:
        def rows() -> Iterator[dict[str, object]]:
            yield {"n": 1}
            raise FramingError("broken")

        with pytest.raises(FramingError, match="broken"):
            written(TableData("scores", ["n"], rows(), {"n": "integer"}), tmp_path / f"t.{suffix}")
        assert not list(tmp_path.iterdir())


class TestParquet:
    def test_columns_are_typed_though_nothing_is_in_them(self, tmp_path: Path) -> None:
        row = {"t": None, "i": None, "n": None, "f": None, "ts": None, "s": None}
        types = {"i": "integer", "n": "number", "f": "flag", "ts": "texts", "s": "spans"}
        row |= {"ts": [], "s": []}
        schema = parquet.read_schema(written(table(row, **types), tmp_path / "t.parquet"))
        assert [str(each) for each in schema.types] == [
            *("string", "int64", "double", "bool", "list<element: string>"),
            "list<element: list<element: int64>>",
        ]

    def test_rows_are_written_in_groups(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(arrow, "ROW_GROUP", 3)
        rows = [{"n": n} for n in range(7)]
        file = parquet.ParquetFile(written(table(*rows, n="integer"), tmp_path / "t.parquet"))
        assert file.num_row_groups == 3
        assert file.read().to_pylist() == rows

    def test_nothing_that_steers_a_terminal_is_kept(self, tmp_path: Path) -> None:
        row = {"t": "\x1b[2J\ud800", "ts": ["\u202e"]}
        (kept,) = parquet.read_table(
            written(table(row, ts="texts"), tmp_path / "t.parquet")
        ).to_pylist()
        assert kept == {"t": "\\x1b[2J\\ud800", "ts": ["\\u202e"]}


class TestExcel:
    @pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1+1", "@x", "#N/A"])
    def test_a_text_is_never_a_formula(self, tmp_path: Path, cell: str) -> None:
        (header,), (kept,) = sheet_of(written(table({cell: cell}), tmp_path / "t.xlsx"))
        assert (kept.value, kept.data_type) == (cell, "s")
        assert (header.value, header.data_type) == (cell, "s")
        assert kept.number_format == "@"  # so that editing the cell does not run it either

    def test_the_sheet_holds_no_formula_in_its_file(self, tmp_path: Path) -> None:
        from zipfile import ZipFile

        path = written(table({"t": "=cmd|' /C calc'!A0"}), tmp_path / "t.xlsx")
        with ZipFile(path) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")

    def test_numbers_are_numbers_and_the_header_stays_in_view(self, tmp_path: Path) -> None:
        path = written(table({"n": 0.1, "i": -5, "none": None}), tmp_path / "t.xlsx")
        header, cells = sheet_of(path)
        assert [(cell.value, cell.data_type) for cell in cells] == [
            (0.1, "n"),
            (-5, "n"),
            (None, "n"),
        ]
        assert all(cell.font.bold for cell in header)
        assert openpyxl.load_workbook(path).worksheets[0].freeze_panes == "A2"

    @given(st.text(st.characters(exclude_categories=[]), max_size=20))
    def test_any_text_makes_a_sound_file(
        self, tmp_path_factory: pytest.TempPathFactory, text: str
    ) -> None:
        path = tmp_path_factory.mktemp("any") / "t.xlsx"
        _, (kept,) = sheet_of(written(table({"t": text}), path))
        assert kept.data_type != "f"
        assert not any(each < " " and each not in "\n\t" for each in str(kept.value or ""))

    def test_what_excel_would_unescape_stays_as_it_is(self, tmp_path: Path) -> None:
        path = written(table({"t": "a_x001b_b _x_"}), tmp_path / "t.xlsx")
        from zipfile import ZipFile

        with ZipFile(path) as book:
            assert b"a_x005F_x001b_b _x_" in book.read("xl/worksheets/sheet1.xml")

    def test_more_rows_than_a_sheet_has_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert excel.EXCEL_ROWS == 1_048_576
        monkeypatch.setattr(excel, "EXCEL_ROWS", 3)
        written(table({"n": 1}, {"n": 2}), tmp_path / "t.xlsx")
        with pytest.raises(FramingError, match=r"more rows than the 3 .*csv"):
            written(table({"n": 1}, {"n": 2}, {"n": 3}), tmp_path / "u.xlsx")
        assert not (tmp_path / "u.xlsx").exists()

    def test_a_longer_text_than_a_cell_has_is_refused(self, tmp_path: Path) -> None:
        written(table({"t": "x" * 32_767}), tmp_path / "t.xlsx")
        for text in ("x" * 32_768, "😀" * 16_384):
            with pytest.raises(FramingError, match=r"row 2, t: a text of 32,768 .*32,767"):
                written(table({"t": text}), tmp_path / "u.xlsx")


class TestFromPython:
    def test_a_table_as_arrow_and_as_a_frame(self, library: framing.Library) -> None:
        pytest.importorskip("pandas")
        found = library.to_arrow("scores")
        assert found.num_rows == 6
        frame = library.to_pandas("sources", by="set")
        assert frame[frame.dimension == "support"].pooled_rate.tolist() == [10.0]
        assert set(frame.source) == {"mine"}

    def test_pandas_is_named_where_it_is_missing(
        self, library: framing.Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("framing.export.extra.find_spec", lambda module: None)
        with pytest.raises(UsageError, match=r"pandas is not installed \(pip install pandas\)"):
            library.to_pandas("scores")

    def test_a_table_that_needs_more_says_so(self, library: framing.Library) -> None:
        with pytest.raises(UsageError, match="--word"):
            library.to_arrow("kwic")
