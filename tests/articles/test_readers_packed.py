"""Packed files: .gz as the file that it holds, .zip as the files that lie in it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from framing import limits
from framing.articles import Options, find_files, read
from framing.articles.readers import Found
from framing.errors import ReadError
from tests.articles.documents import docx, paragraph, zipped


def find(path: Path, **options: object) -> Found:
    return find_files([str(path)], Options(**options))  # type: ignore[arg-type]


def texts(found: Found) -> dict[str, list[str]]:
    return {
        file.name.partition(".zip/")[2] or Path(file.name).name: [
            each.text for each in read(file, Options())
        ]
        for file in found.files
    }


def refusal(path: Path) -> str:
    found = find(path)
    if found.refused:
        return str(found.refused[0])
    with pytest.raises(ReadError) as caught:
        texts(found)
    return str(caught.value)


def test_gzip_is_the_file_that_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"text\none\ntwo\n"))
    (tmp_path / "b.TXT.gz").write_bytes(gzip.compress(b"three"))
    assert texts(find(tmp_path)) == {"a.csv": ["one", "two"], "b.TXT": ["three"]}


def test_an_archive_is_like_a_folder(tmp_path: Path) -> None:
    parts = {
        "a.txt": "one",
        "sub/b.csv": "text\ntwo\nthree\n",
        "sub/c.docx": docx(paragraph("four")),
        "README.md": "x",
        "x.png": "x",
        "sub/": "",
        ".hidden.txt": "x",
        "inner.zip": zipped({"d.txt": "x"}),
    }
    (tmp_path / "a.zip").write_bytes(zipped(parts))
    found = find(tmp_path / "a.zip")
    assert texts(found) == {"a.txt": ["one"], "sub/b.csv": ["two", "three"], "sub/c.docx": ["four"]}
    assert found.skipped == 4
    assert len(find(tmp_path / "a.zip", format="csv").files) == 1


def test_the_parts_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    parts = {
        "in/A.htm": "x",
        "in/A_files/ad.html": "x",
        "in/A_files/x.png": "x",
        "B_files/b.html": "x",
    }
    (tmp_path / "a.zip").write_bytes(zipped(parts))
    found = find(tmp_path / "a.zip")
    assert [each.name.partition(".zip/")[2] for each in found.files] == [
        "in/A.htm",
        "B_files/b.html",
    ]
    assert found.warnings == ["1 folder of the parts of saved pages skipped"]


def test_each_file_of_an_archive_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"bad.txt": b"caf\xe9", "good.txt": "one"}))
    bad, good = find(tmp_path / "a.zip").files
    assert [each.text for each in read(good, Options())] == ["one"]
    with pytest.raises(ReadError, match=r"a\.zip/bad\.txt:1: the byte 0xe9"):
        list(read(bad, Options()))


def test_names_are_no_paths(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"../secret.txt": "one", "/etc/passwd.txt": "two"}))
    assert list(texts(find(folder / "a.zip")).values()) == [["one"], ["two"]]
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["a.zip", "in", "secret.txt"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.csv.gz", "a.zip"])
def test_bombs(tmp_path: Path, name: str) -> None:
    row = b"text\n" + b"words\n" * (limits.TEXT_FILE_BYTES // 6 + 1)
    content = zipped({"a.csv": row}) if name == "a.zip" else gzip.compress(row)
    (tmp_path / name).write_bytes(content)
    assert "unpacks to more than 100 times" in refusal(tmp_path / name)


def test_damaged_and_encrypted_files(tmp_path: Path) -> None:
    whole = gzip.compress(b"words" * 999)
    (tmp_path / "a.txt.gz").write_bytes(whole[:-9])
    assert "damaged" in refusal(tmp_path / "a.txt.gz")
    (tmp_path / "b.txt.gz").write_bytes(b"words")
    assert "damaged" in refusal(tmp_path / "b.txt.gz")
    locked = bytearray(zipped({"a.txt": "words"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "c.zip").write_bytes(locked)
    assert "it is encrypted" in refusal(tmp_path / "c.zip")
    (tmp_path / "d.zip").write_bytes(zipped({"a.txt": "words"})[:-9])
    assert "damaged" in refusal(tmp_path / "d.zip")


def test_archives_without_articles_or_with_too_many_files(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.png": "x"}))
    assert "holds no files of articles" in refusal(tmp_path / "a.zip")
    parts = {f"{number}.txt": "x" for number in range(limits.ARCHIVE_FILES + 1)}
    (tmp_path / "b.zip").write_bytes(zipped(parts))
    assert "made of more than 10,000 files" in refusal(tmp_path / "b.zip")


def test_an_archive_for_what_asks_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(b"x")
    with pytest.raises(ReadError, match="unpack it first"):
        texts(find(tmp_path / "a.tar"))
