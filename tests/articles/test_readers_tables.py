"""CSV and TSV files: columns by name, malformed rows, size."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from framing import limits
from framing.articles import File, Options, read
from framing.errors import ReadError, UsageError
from framing.model import Draft
from tests.growth import Linear, repeated


class Table:
    """A table file and what reading it gives."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def drafts(self, content: str | bytes, **options: object) -> list[Draft]:
        self._path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read(File("t.csv", self._path), Options(**options)))  # type: ignore[arg-type]

    def refusal(self, content: str | bytes, **options: object) -> str:
        with pytest.raises(ReadError) as caught:
            self.drafts(content, **options)
        return str(caught.value)

    def good_and_bad(self, content: str) -> tuple[list[str], list[int]]:
        """The texts of good rows and the lines of bad ones."""
        self._path.write_text(content, encoding="utf-8", newline="")
        bad: list[ReadError] = []
        options = Options(skip_bad_rows=True)
        good = [each.text for each in read(File("t.csv", self._path), options, bad.append)]
        return good, [each.line for each in bad]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path / "t.csv")


class TestColumns:
    def test_columns_are_found_by_name(self, table: Table) -> None:
        (draft,) = table.drafts(
            "Headline,BODY,Source,Publisher,Date,URL,Author,Language,Genre,Empty\n"
            "T,the text,S,P,2025-01-29,http://x.example,A,en,news,\n"
        )
        assert draft == Draft(
            text="the text",
            origin="t.csv",
            line=2,
            source="S",
            publisher="P",
            title="T",
            published="2025-01-29",
            url="http://x.example",
            author="A",
            language="en",
            meta={"Genre": "news"},
        )

    def test_a_map_names_columns_of_the_meta_too(self, table: Table) -> None:
        paths = {"meta.desk": "Ressort", "author": "a.b"}
        (draft,) = table.drafts("text,ressort,a.b\nt,Sea,Ann\n", map=paths)
        assert (draft.author, draft.meta) == ("Ann", {"desk": "Sea"})

    @pytest.mark.parametrize("field", ["meta.", "metadesk", "genre"])
    def test_a_map_to_no_field_is_refused(self, table: Table, field: str) -> None:
        with pytest.raises(UsageError, match=f"no field is called “{field}”"):
            table.drafts("text,a\nt,b\n", map={field: "a"})

    @pytest.mark.parametrize("null", ["NaN", "nan", "NaT", "null", "NULL", "None", " <NA> ", "  "])
    def test_what_programs_write_for_nothing_says_nothing(self, table: Table, null: str) -> None:
        (draft,) = table.drafts(f"text,source,date,desk\nt,{null},{null},{null}\n", source="S")
        assert draft == Draft("t", "t.csv", 2, source="S")

    def test_a_name_that_is_like_nothing_stays(self, table: Table) -> None:
        (draft,) = table.drafts("text,author\nt,Ann Null\n")
        assert draft.author == "Ann Null"

    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
    def test_the_header_tells_the_delimiter(self, table: Table, delimiter: str) -> None:
        (draft,) = table.drafts(f'title{delimiter}text\nT{delimiter}"a, b; c | d"\n')
        assert (draft.title, draft.text) == ("T", "a, b; c | d")

    def test_a_map_names_columns(self, table: Table) -> None:
        content = "text,Story,head\nshort,the long one,H\n"
        (draft,) = table.drafts(content, map={"text": "story", "title": "HEAD"})
        assert (draft.text, draft.title, draft.meta) == ("the long one", "H", {"text": "short"})

    def test_a_map_to_no_column_lists_them(self, table: Table) -> None:
        found = table.refusal("text,b\nx,y\n", map={"title": "c"})
        assert found == "t.csv:1: nothing is called c; there are: text, b (say --map title=NAME)"

    def test_a_table_of_files_is_known_as_a_manifest(self, table: Table) -> None:
        assert "say --manifest FILE" in table.refusal("File,source\na.txt,The Daily\n")

    def test_a_table_without_text_lists_its_columns(self, table: Table) -> None:
        assert "text or body or content or article; there are: a, b" in table.refusal("a,b\n1,2\n")

    def test_two_columns_of_one_name(self, table: Table) -> None:
        assert "two columns have one name" in table.refusal("text,a,A\n1,2,3\n")

    def test_a_column_without_name(self, table: Table) -> None:
        (draft,) = table.drafts(",text\n7,x\n")
        assert draft.meta == {"column1": "7"}

    def test_a_first_known_name_wins(self, table: Table) -> None:
        (draft,) = table.drafts("content,text\nabout,the text\n")
        assert (draft.text, draft.meta) == ("the text", {"content": "about"})


class TestRows:
    def test_a_text_may_have_many_lines(self, table: Table) -> None:
        drafts = table.drafts('text,title\n"one\n\ntwo ""quoted""\n",A\r\nthree,B')
        assert [(each.line, each.text) for each in drafts] == [
            (2, 'one\n\ntwo "quoted"\n'),
            (6, "three"),
        ]

    def test_blank_rows_are_passed_over(self, table: Table) -> None:
        drafts = table.drafts("\n\ntext,a\n\nx,1\n,\n\ny,2\n\n")
        assert [(each.line, each.text) for each in drafts] == [(5, "x"), (8, "y")]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_line_end(self, table: Table, end: str) -> None:
        assert [each.text for each in table.drafts(end.join(["text,a", "x,1", "y,2"]))] == [
            "x",
            "y",
        ]

    def test_reading_again_gives_the_same(self, table: Table) -> None:
        assert table.drafts("text\na\nb\n") == table.drafts("text\na\nb\n")

    @pytest.mark.parametrize(
        ("rows", "line", "what"),
        [
            ("ok,1\nonly", 3, "the row has 1 fields and the header 2"),
            ("ok,1\na,b,c", 3, "the row has 3 fields and the header 2"),
            ("ok,1\n ,b", 3, "the row has no text"),
            ("ok,1\nnul\0,b", 3, "NUL"),
            ('"two\nlines",1\n"open,b\nx,1\ny,2', 4, "opens a field and is never closed"),
            ('ok,1\n"a"b,c', 3, "text follows the closing quotation mark"),
        ],
    )
    def test_a_bad_row_refuses_the_file_with_its_line(
        self, table: Table, rows: str, line: int, what: str
    ) -> None:
        found = table.refusal(f"text,title\n{rows}\n")
        assert found.startswith(f"t.csv:{line}: ")
        assert what in found

    @pytest.mark.parametrize("content", ["text,title\n", "text,title\n\n,\n"])
    def test_a_header_alone_is_refused(self, table: Table, content: str) -> None:
        assert "the table has no rows" in table.refusal(content)


class TestSkipping:
    def test_bad_rows_are_named_and_the_others_read(self, table: Table) -> None:
        content = 'text,title\na,1\nonly\n,x\nb,2\n"c"d,3\nnul\0,4\ne,5\n'
        assert table.good_and_bad(content) == (["a", "b", "e"], [3, 4, 6, 7])

    def test_after_an_unclosed_mark_reading_goes_on(self, table: Table) -> None:
        content = 'text,title\na,1\n"open,2\nb,3\nc,4\n'
        assert table.good_and_bad(content) == (["a", "b", "c"], [3])

    def test_an_oversized_row_is_passed_over(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "ROW_BYTES", 100)
        content = f"text,title\na,1\n{'x' * 500},2\nb,3\n"
        assert table.good_and_bad(content) == (["a", "b"], [3])

    def test_a_file_of_bad_rows_gives_nothing(self, table: Table) -> None:
        assert table.good_and_bad("text,title\nx\ny\n") == ([], [2, 3])

    @pytest.mark.parametrize("unit", ['"\n', 'a,"\n', 'a,"""\n', '"a"b\n', '""\n'])
    def test_hostile_quotation_marks_take_little_time(
        self, table: Table, unit: str, linear: Linear
    ) -> None:
        linear(table.good_and_bad, lambda size: f"text,title\na,1\n{repeated(unit, size)}", 200_000)


class TestSize:
    def test_a_row_above_the_cap_is_refused(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "ROW_BYTES", 100)
        assert table.refusal(f"text\n{'x' * 101}\n").startswith("t.csv:2: the row is larger than")
        assert table.refusal(f"text\n{'漢' * 40}\n").startswith("t.csv:2: the row is larger than")
        lines = "x" * 60 + "\n" + "y" * 60
        assert table.refusal(f'text\n"{lines}"\n').startswith("t.csv:2: the row is larger than")
        assert len(table.drafts(f"text\n{'x' * 99}\n")) == 1

    def test_a_line_without_end_is_refused_at_once(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        with path.open("wb") as file:
            for _ in range(64):
                file.write(b"a" * limits.MIB)
        tracemalloc.start()
        try:
            with pytest.raises(ReadError, match="larger than 16 MiB"):
                list(read(File("t.csv", path), Options()))
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 64 * limits.MIB  # the file has been held no more than in part
