"""Manifests: metadata of files, by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.articles import File, Options, find_files, read, take
from framing.articles.manifest import load
from framing.errors import ReadError
from framing.model import Draft
from tests.paths import SHARED

SEEDS = SHARED / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text", encoding="utf-8")
    return tmp_path


def manifest(folder: Path, content: str, name: str = "manifest.csv") -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def file(path: Path) -> File:
    return File(str(path), path)


class TestRows:
    def test_a_row_completes_the_articles_of_its_file(self, folder: Path) -> None:
        sheet = load(
            manifest(
                folder,
                "File,Source,Title,Date,genre,empty\n"
                "a.txt,The Herald,A Ferry,2025-01-29,news,\n"
                "./sub/../sub/c.txt,,,,,\n",
            )
        )
        draft = Draft("text", "a.txt", source="Wire", author="Ann", meta={"genre": "old", "x": "y"})
        assert sheet.complete(draft, file(folder / "a.txt")) == Draft(
            "text",
            "a.txt",
            source="The Herald",
            author="Ann",
            title="A Ferry",
            published="2025-01-29",
            meta={"genre": "news", "x": "y"},
        )
        assert sheet.complete(draft, file(folder / "sub" / "c.txt")) == draft
        assert sheet.complete(draft, file(folder / "b.txt")) is draft

    def test_files_are_found_however_they_are_named(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = manifest(folder, f"file,source\na.txt,S\n{folder}/b.txt,T\n")
        (folder / "link").symlink_to(folder)
        monkeypatch.chdir(folder / "sub")
        for name in (path, "../manifest.csv", str(folder / "link" / "manifest.csv")):
            sheet = load(name)
            for given in (Path("../a.txt"), folder / "a.txt", folder / "link" / "a.txt"):
                assert sheet.complete(Draft("t", "a"), file(given)).source == "S"
            assert sheet.complete(Draft("t", "b"), file(Path("../b.txt"))).source == "T"

    def test_it_may_be_a_tsv(self, folder: Path) -> None:
        sheet = load(manifest(folder, "file\tsource\na.txt\tS, T\n", "m.tsv"))
        assert sheet.complete(Draft("t", "a"), file(folder / "a.txt")).source == "S, T"

    def test_what_a_manifest_says_wins_over_options(self, folder: Path) -> None:
        sheet = load(manifest(folder, "file,source\na.txt,Row\n"))
        given = file(folder / "a.txt")
        (draft,) = read(given, Options(source="Option", author="Ann"))
        found = sheet.complete(draft, given)
        assert (found.source, found.author) == ("Row", "Ann")


class TestWarnings:
    def test_each_row_and_each_file_without_the_other_is_one(self, folder: Path) -> None:
        path = manifest(folder, "file,source\na.txt,S\nnone.txt,T\n../etc/passwd,U\n")
        given = [file(folder / "a.txt"), file(folder / "b.txt")]
        assert load(path).unmatched(given) == [
            f"{path}:3: no given file is “none.txt” in the manifest's folder",
            f"{path}:4: no given file is “../etc/passwd” in the manifest's folder",
            f"{folder / 'b.txt'}: {path} has no row for this file",
        ]

    def test_none_where_all_match(self, folder: Path) -> None:
        path = manifest(folder, "file\na.txt\nb.txt\nsub/c.txt\n")
        found = find_files([str(folder)], Options(), manifest=path)
        assert load(path).unmatched(found.files) == []


class TestDates:
    def test_all_rows_are_read_in_one_order(self, folder: Path) -> None:
        content = "file,date\na.txt,03/04/2025\nb.txt,04/13/2025\nsub/c.txt,soon\n"
        sheet = load(manifest(folder, content))
        names = ("a.txt", "b.txt", "sub/c.txt")
        drafts = [
            sheet.complete(Draft("text", each, published="2020-01-01"), file(folder / each))
            for each in names
        ]
        assert [each.published for each in drafts] == ["2025-03-04", "2025-04-13", ""]
        assert drafts[2].meta == {"published": "soon"}
        (note,) = sheet.dates
        assert str(note).startswith(
            f"{sheet.name}:4: published: “soon” is no date; it is left empty"
        )

    def test_the_user_says_the_order(self, folder: Path) -> None:
        sheet = load(manifest(folder, "file,date\na.txt,03/04/2025\n"), "dmy")
        found = sheet.complete(Draft("text", "a.txt"), file(folder / "a.txt"))
        assert (found.published, sheet.dates) == ("2025-04-03", ())

    def test_an_empty_cell_of_a_program_says_nothing(self, folder: Path) -> None:
        sheet = load(manifest(folder, "file,date,source,desk\na.txt,NaT,NaN,None\n"))
        draft = Draft("text", "a.txt", source="S", published="2020-01-01")
        assert sheet.complete(draft, file(folder / "a.txt")) == draft


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "line", "what"),
        [
            ("name,source\na.txt,S\n", 1, "no column is called file (the columns of a manifest:"),
            ("file,text\na.txt,S\n", 1, "a manifest cannot hold a text"),
            ("file,source,Source\na,b,c\n", 1, "two columns have one name"),
            ("file,source\na.txt\n", 2, "the row has 1 fields and the header 2"),
            ("file,source\na.txt,S\n ,T\n", 3, "the row names no file"),
            ("file,source\na.txt,S\nb.txt,S\n./a.txt,T\n", 4, "“./a.txt” stands on line 2 already"),
            ('file,source\n"a.txt,S\n', 2, "a quotation mark opens a field and is never closed"),
        ],
    )
    def test_a_bad_manifest_is_refused_with_its_line(
        self, folder: Path, content: str, line: int, what: str
    ) -> None:
        path = manifest(folder, content)
        with pytest.raises(ReadError) as caught:
            load(path)
        assert caught.value.line == line
        assert caught.value.file == path
        assert what in str(caught.value) or what in caught.value.what

    def test_an_empty_or_missing_manifest(self, folder: Path) -> None:
        for content in ("", "file,source\n"):
            with pytest.raises(ReadError, match=r"empty|no rows"):
                load(manifest(folder, content))
        with pytest.raises(ReadError, match="No such file"):
            load(str(folder / "none.csv"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
def test_real_documents_with_their_manifest() -> None:
    path = str(SEEDS / "manifest.csv")
    sheet = load(path)
    found = find_files([str(SEEDS)], Options(), manifest=path)
    assert len(found.files) == 5
    assert sheet.unmatched(found.files) == []
    for each in found.files:
        (draft,) = read(each, Options())
        article = take(sheet.complete(draft, each))
        assert article.text == draft.text  # every title stands in its text
        assert article.source != "unknown"
        assert article.meta.keys() == {"genre"}
