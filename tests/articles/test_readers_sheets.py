"""Excel workbooks and Parquet files as tables of articles."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from framing import limits
from framing.errors import ReadError, UsageError
from tests.articles.documents import drafts, zipped

DAY = datetime.datetime(2025, 2, 9)


def workbook(path: Path, *sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(ReadError) as caught:
        drafts(path, **options)
    return str(caught.value)


class TestExcel:
    def test_each_row_is_an_article(self, tmp_path: Path) -> None:
        rows = [["Text", "date", "source", "page"], ["one", DAY, "Daily", 3.0], [None] * 4, ["two"]]
        first, second = drafts(workbook(tmp_path / "a.xlsx", [], rows))
        assert (first.text, first.published, first.source) == ("one", "2025-02-09", "Daily")
        assert (first.meta, first.line) == ({"page": "3"}, 2)
        assert (second.text, second.line, second.source) == ("two", 4, "")

    def test_other_sheets_are_told(self, tmp_path: Path) -> None:
        told: list[ReadError] = []
        path = workbook(tmp_path / "a.xlsx", [["text"], ["one"]], [["text"], ["two"]])
        assert [each.text for each in drafts(path, told)] == ["one"]
        assert [str(each) for each in told] == ["a.xlsx: another sheet is not read"]

    def test_columns_are_mapped_and_bad_rows_passed_over(self, tmp_path: Path) -> None:
        path = workbook(tmp_path / "a.xlsx", [["Story", "x"], [None, 1], ["two", 2]])
        assert "nothing is called text or body" in refusal(path)
        mapped = {"text": "Story"}
        assert refusal(path, map=mapped) == "a.xlsx:2: the row has no text"
        assert [each.text for each in drafts(path, map=mapped, skip_bad_rows=True)] == ["two"]

    def test_what_is_no_table(self, tmp_path: Path) -> None:
        assert "the table has no rows" in refusal(workbook(tmp_path / "a.xlsx", [["text"]]))
        path = workbook(tmp_path / "b.xlsx", [["text", "Text"], ["a", "b"]])
        assert "two columns have one name" in refusal(path)

    @pytest.mark.parametrize(
        ("part", "content", "what"),
        [
            ("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "a type of its own"),
            ("xl/workbook.xml", b" " * (limits.TEXT_FILE_BYTES + 1), "larger than 64 MiB"),
            ("xl/workbook.xml", "<a>" * 100_000, "damaged"),
            ("xl/worksheets/sheet1.xml", "<c/>" * 1_000_000, "more than 750,000 cells"),
            ("other", "", "damaged"),
        ],
    )
    def test_hostile_workbooks(
        self, tmp_path: Path, part: str, content: str | bytes, what: str
    ) -> None:
        (tmp_path / "a.xlsx").write_bytes(zipped({part: content}))
        assert what in refusal(tmp_path / "a.xlsx")

    @pytest.mark.parametrize(
        "rows",
        [
            '<row r="9999999999"><c r="A1"><v>1</v></c></row>',
            '<row r="&#57;999999999"><c r="A1"><v>1</v></c></row>',
            '<row><c r="ZZZ1"><v>1</v></c></row>' * 1_000,
        ],
    )
    def test_cells_that_lie_far_apart(self, tmp_path: Path, rows: str) -> None:
        with zipfile.ZipFile(workbook(tmp_path / "a.xlsx", [["text"]])) as made:
            parts = {name: made.read(name) for name in made.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", f"<sheetData>{rows}")
        (tmp_path / "b.xlsx").write_bytes(zipped(parts))
        assert "cells very far apart" in refusal(tmp_path / "b.xlsx")

    def test_an_old_or_encrypted_workbook(self, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")
        assert "old or encrypted" in refusal(tmp_path / "a.xlsx")


class TestParquet:
    def test_each_row_is_an_article(self, tmp_path: Path) -> None:
        columns = {
            "text": [f"text {number}" for number in range(100)],
            "published": [datetime.date(2025, 2, 9)] * 100,
            "author": [["Ann", "Bob"]] * 100,
            "page": [None, *range(99)],
        }
        path = tmp_path / "a.parquet"
        pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=7)
        found = drafts(path)
        assert [each.text for each in found] == columns["text"]
        assert (found[0].published, found[0].author, found[0].meta) == (
            "2025-02-09",
            "Ann, Bob",
            {},
        )
        assert (found[1].meta, found[1].line) == ({"page": "0"}, 2)

    def test_no_column_of_texts(self, tmp_path: Path) -> None:
        pyarrow.parquet.write_table(pyarrow.table({"a": ["b"]}), tmp_path / "a.parquet")
        assert "nothing is called text or body" in refusal(tmp_path / "a.parquet")

    @pytest.mark.parametrize("cut", [5, 100, -1])
    def test_a_damaged_file(self, tmp_path: Path, cut: int) -> None:
        content = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.table({"text": ["b"] * 99}), content)
        (tmp_path / "a.parquet").write_bytes(content.getvalue()[:cut])
        assert "damaged" in refusal(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("module", "name"), [("openpyxl", "a.xlsx"), ("pyarrow.parquet", "a.parquet")]
)
def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["text"], ["one"]])
    path = path.rename(tmp_path / name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"framing-tui\[tables\]"):
        drafts(path)
