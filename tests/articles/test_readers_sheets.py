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
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from framing import limits
from framing.errors import ReadError, UsageError
from tests.articles.documents import drafts, zipped

MANY_ROWS = '<row><c t="str"><v>a</v></c></row>' * 150_001
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


SHARED = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"


def changed(path: Path, parts: dict[str, str | bytes]) -> Path:
    """The workbook with other parts, and a relation to the strings that cells share, which Excel
    writes and openpyxl does not."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="rId99"/>'
    with zipfile.ZipFile(path) as made:
        known: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
        related = made.read(RELATIONS).decode()
    known[RELATIONS] = related.replace("</Relationships>", f"{relation}</Relationships>")
    path.write_bytes(zipped(known | parts))
    return path


def sheet(rows: str) -> dict[str, str | bytes]:
    return {SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}


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

    @pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
    def test_cells_are_what_openpyxl_reads(self, tmp_path: Path, epoch: datetime.datetime) -> None:
        book = openpyxl.Workbook()
        book.epoch = epoch
        cells = [0, -3, 2.5, 1e300, True, DAY, DAY.date(), datetime.time(9, 30), "a < b", "#N/A"]
        cells += [datetime.timedelta(hours=30), datetime.datetime(2025, 2, 9, 8, 5), None, "=1+1"]
        rich = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
        book.active.append(["text", *(f"c{number}" for number in range(20))])
        book.active.append(["one", *cells, rich, "ещё\nодна"])
        book.save(tmp_path / "a.xlsx")
        book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
        wanted = {}
        for name, cell in zip(*book.active.iter_rows(values_only=True), strict=True):
            if isinstance(cell, datetime.datetime) and (cell.hour, cell.minute) == (0, 0):
                cell = cell.date()
            if isinstance(cell, float) and cell.is_integer():
                cell = int(cell)
            if cell is not None and name != "text":
                wanted[name] = str(cell).replace(" 08:", "T08:") if name == "c11" else str(cell)
        wanted["c11"] = "2025-02-09T08:05:00"
        (found,) = drafts(tmp_path / "a.xlsx")
        assert {name: str(value) for name, value in found.meta.items()} == wanted

    @pytest.mark.parametrize("kind", ["inlineStr", "s"])
    def test_strings_with_runs_and_pronunciation(self, tmp_path: Path, kind: str) -> None:
        text = "<r><rPr><b/></rPr><t>東</t></r><r><t>京</t></r>"
        text += '<rPh sb="0" eb="2"><t>とうきょう</t></rPh>'
        values = ["<t>text</t>", text]
        if kind == "s":
            shared = f"<sst>{''.join(f'<si>{value}</si>' for value in values)}</sst>"
            cells = ["<v>0</v>", "<v>1</v>"]
        else:
            shared, cells = "<sst/>", [f"<is>{value}</is>" for value in values]
        rows = "".join(f'<row><c t="{kind}">{cell}</c></row>' for cell in cells)
        path = changed(workbook(tmp_path / "a.xlsx", []), {**sheet(rows), SHARED: shared})
        assert [each.text for each in drafts(path)] == ["東京"]

    @pytest.mark.parametrize(
        ("part", "content", "what"),
        [
            ("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "a type of its own"),
            ("xl/workbook.xml", b" " * (limits.TEXT_FILE_BYTES + 1), "larger than 64 MiB"),
            ("xl/workbook.xml", "<a>" * 100_000, "too many inside one another"),
            (SHEET, f"<a>{'<c/>' * 1_000_000}</a>", "more than 600,000 cells"),
            (SHEET, f"<a>{'<b/>' * 8_000_000}</a>", "2,000,000 elements"),
            (SHEET, f"<a>{MANY_ROWS}</a>", "more than 150,000 rows"),
            (SHARED, f"<a>{'<si/>' * 3_000_000}</a>", "2,000,000 elements"),
            (SHEET, '<row><c t="s"><v>9</v></c></row>', "broken"),
            ("_rels/.rels", "<a/>", "damaged"),
        ],
    )
    def test_hostile_workbooks(
        self, tmp_path: Path, part: str, content: str | bytes, what: str
    ) -> None:
        path = changed(workbook(tmp_path / "a.xlsx", [["text"]]), {part: content})
        assert what in refusal(path)

    @pytest.mark.parametrize(
        "rows",
        [
            '<row r="9999999999"><c r="A1"><v>1</v></c></row>',
            '<row r="&#57;999999999"><c r="A1"><v>1</v></c></row>',
            '<row><c r="ZZZ1"><v>1</v></c></row>' * 1_000,
            '<row><c r="XFD1"><v>1</v></c></row>' * 1_000,
            '<row><c r="XFD1"><v>1</v></c></row>' + '<row><c r="A1"><v>1</v></c></row>' * 1_000,
        ],
    )
    def test_cells_that_lie_far_apart(self, tmp_path: Path, rows: str) -> None:
        path = changed(workbook(tmp_path / "a.xlsx", [["text"]]), sheet(rows))
        assert "cells very far apart" in refusal(path)

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
