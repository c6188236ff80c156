"""Finding and opening article files: folders, standard input, odd files, encodings."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import limits
from framing.articles import File, Options, find_files, read
from framing.articles.readers import READERS, RemarkError
from framing.errors import ReadError, UsageError

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def texts(path: Path, **options: str) -> list[str]:
    return [each.text for each in read(File(path.name, path), Options(**options))]  # type: ignore[arg-type]


def names(*paths: Path, **options: str) -> list[str]:
    found = find_files(map(str, paths), Options(**options))  # type: ignore[arg-type]
    return [file.path.name for file in found.files]


class TestFinding:
    def test_a_folder_gives_its_articles_by_name(self, write: Write, tmp_path: Path) -> None:
        for name in ("b.txt", "a.MD", "c.csv", "sub/d.html", "sub/deeper/e.jsonl", "z.txt"):
            write(name, "x")
        for name in ("README.md", "license.txt", "manifest.csv", ".hidden.txt", "x.png", "none"):
            write(name, "x")
        write(".git/f.txt", "x")
        found = find_files([str(tmp_path)], Options())
        assert [file.path.name for file in found.files] == [
            "a.MD",
            "b.txt",
            "c.csv",
            "z.txt",
            "d.html",
            "e.jsonl",
        ]
        assert found.skipped == 6
        assert found.warnings == ["6 other files in the folders skipped"]

    @pytest.mark.parametrize("ending", ["_files", "_Dateien", ".files", "_fichiers"])
    def test_the_parts_of_a_saved_page_are_passed_over(
        self, write: Write, tmp_path: Path, ending: str
    ) -> None:
        for name in ("Harbour.html", f"Harbour{ending}/ad.html", f"Harbour{ending}/deep/x.html"):
            write(name, "x")
        write(f"other{ending}/a.html", "x")
        found = find_files([str(tmp_path)], Options())
        assert [file.path.name for file in found.files] == ["Harbour.html", "a.html"]
        assert found.warnings == ["1 folder of the parts of saved pages skipped"]

    def test_no_link_in_a_folder_is_followed(self, write: Write, tmp_path: Path) -> None:
        write("in/a.txt", "x")
        outside = write("out/b.txt", "x")
        (tmp_path / "in" / "link.txt").symlink_to(outside)
        (tmp_path / "in" / "folder").symlink_to(outside.parent)
        (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
        assert names(tmp_path / "in") == ["a.txt"]
        assert texts(tmp_path / "in" / "link.txt") == ["x"]  # named by the user

    def test_a_folder_without_articles_is_refused(self, write: Write, tmp_path: Path) -> None:
        write("x.png", "x")
        (error,) = find_files([str(tmp_path)], Options()).refused
        assert "holds no files of articles" in str(error)

    def test_a_manifest_in_a_folder_is_no_article(self, write: Write, tmp_path: Path) -> None:
        write("a.txt", "x")
        sheet = write("sheet.csv", "file\n")
        found = find_files([str(tmp_path)], Options(), manifest=str(sheet))
        assert [file.path.name for file in found.files] == ["a.txt"]
        assert found.skipped == 0

    def test_a_format_narrows_a_folder(self, write: Write, tmp_path: Path) -> None:
        for name in ("a.txt", "b.md", "c.html"):
            write(name, "x")
        assert names(tmp_path, format="html") == ["c.html"]

    def test_a_folder_may_be_deep(self, tmp_path: Path) -> None:
        here = tmp_path
        for _ in range(300):
            here = here / "d"
        here.mkdir(parents=True)
        (here / "a.txt").write_text("x")
        assert names(tmp_path) == ["a.txt"]

    def test_paths_named_twice_count_once(self, write: Write) -> None:
        path = write("a.txt", "x")
        assert names(path, path) == ["a.txt"]

    def test_standard_input_can_be_read_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text\nhello\nworld\n")))
        options = Options(format="csv")
        (file,) = find_files(["-", "-"], options).files
        assert [each.text for each in read(file, options)] == ["hello", "world"]
        assert [each.line for each in read(file, options)] == [2, 3]
        assert not file.path.exists()

    def test_standard_input_is_text_by_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n")))
        (file,) = find_files(["-"], Options()).files
        (draft,) = read(file, Options())
        assert (draft.text, draft.origin) == ("a,b\n", "standard input")

    @pytest.mark.parametrize("format_", ["jsonl", "csv", "text"])
    def test_a_line_without_end_is_read_no_further_than_some_format_can_take_it(
        self, format_: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stream = EndlessLine()
        monkeypatch.setattr(sys, "stdin", stream)
        options = Options(format=format_)
        (file,) = find_files(["-"], options).files
        assert stream.given <= limits.TEXT_FILE_BYTES + 2 * limits.MIB
        with pytest.raises(ReadError, match=r"long|large"):
            list(read(file, options))


class EndlessLine:
    """A standard input that gives one letter for ever."""

    given = 0

    @property
    def buffer(self) -> EndlessLine:
        return self

    def read(self, size: int) -> bytes:
        assert self.given < 2 * limits.TEXT_FILE_BYTES
        self.given += size
        return b"a" * size


class TestFormats:
    def test_every_reader_stands_under_its_name(self) -> None:
        assert all(name == reader.name for name, reader in READERS.items())
        suffixes = [each for reader in READERS.values() for each in reader.suffixes]
        assert len(set(suffixes)) == len(suffixes)

    def test_a_file_without_suffix_is_text(self, write: Write) -> None:
        assert texts(write("article", "x")) == ["x"]

    def test_an_unknown_suffix_needs_a_format(self, write: Write) -> None:
        path = write("a.dat", "x")
        assert texts(path, format="text") == ["x"]
        with pytest.raises(ReadError, match=r"suffix “\.dat” \(known: \.txt.*--format"):
            texts(path)

    @pytest.mark.parametrize(
        "options",
        [Options(format="doc"), Options(encoding="rot13"), Options(map={"body": "x"})],
    )
    def test_options_that_cannot_be_followed(self, write: Write, options: Options) -> None:
        with pytest.raises(UsageError, match=r"valid|try"):
            find_files([], options)
        path = write("a.txt", "x")
        with pytest.raises(UsageError):
            list(read(File("a.txt", path), options))

    def test_options_correct_a_file_of_one_article(self, write: Write) -> None:
        path = write("a.md", "---\ntitle: Mine\nsource: Paper\n---\ntext\n")
        (draft,) = read(File("a.md", path), Options(title="Yours", author="Ann"))
        assert (draft.title, draft.source, draft.author) == ("Yours", "Paper", "Ann")

    def test_options_fill_the_gaps_of_a_table(self, write: Write) -> None:
        path = write("a.csv", "text,source\none,Paper\ntwo,\n")
        drafts = list(read(File("a.csv", path), Options(source="Wire", language="en")))
        assert [(each.source, each.language) for each in drafts] == [
            ("Paper", "en"),
            ("Wire", "en"),
        ]


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(ReadError) as caught:
        texts(path, **options)
    return str(caught.value)


class TestRefusals:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "no.txt").startswith("no.txt: cannot be read: No such file")
        assert "No such file" in refusal(tmp_path / "no.dat")

    def test_a_name_that_no_file_can_have(self) -> None:
        assert "null" in refusal(Path("a\0b.txt"))

    @pytest.mark.parametrize("content", ["", " \n\t\n", b"\xef\xbb\xbf"])
    def test_an_empty_file(self, write: Write, content: str | bytes) -> None:
        assert refusal(write("a.txt", content)) in (
            "a.txt: the file is empty",
            "a.txt: the file is blank",
        )

    def test_a_folder_a_pipe_a_socket_and_a_device(self, tmp_path: Path) -> None:
        assert "this is a folder" in refusal(tmp_path, format="text")
        os.mkfifo(tmp_path / "pipe.txt")
        assert "this is a named pipe" in refusal(tmp_path / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as here:
            here.bind(str(tmp_path / "s.txt"))
            assert "cannot be read" in refusal(tmp_path / "s.txt")
        assert "this is a device" in refusal(Path("/dev/zero"), format="text")

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"\x1f\x8b\x08\0rest", "a gzip archive (unpack it"),
            (b"PK\x03\x04rest", "a zip archive"),
            (b"%PDF-1.7 rest", "a PDF"),
        ],
    )
    def test_packed_files(self, write: Write, content: bytes, what: str) -> None:
        for name in ("a.txt", "a.csv", "a.html", "a.jsonl"):
            assert f"{name}: this is {what}" in refusal(write(name, content))

    def test_a_suffix_of_packed_files(self, write: Write) -> None:
        assert "unpack it first" in refusal(write("b.gz", b"text"))

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.json"])
    def test_a_binary_file(self, write: Write, name: str) -> None:
        found = refusal(write(name, b"text\nab\0c\n"))
        assert found.startswith(f"{name}:2: ")
        assert "NUL character" in found

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.jsonl", "a.json"])
    def test_a_byte_that_is_not_utf8(self, write: Write, name: str) -> None:
        lines = b'text\n"{}"\n"caf\xe9"\n' if name == "a.csv" else b'{"text":"a"}\n\ncaf\xe9\n'
        found = refusal(write(name, lines))
        assert found.startswith(f"{name}:3: the byte 0xe9 is not UTF-8 (name the file's encoding")

    def test_a_file_above_the_cap(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "TEXT_FILE_BYTES", limits.MIB)
        path = write("a.txt", b"a" * (limits.MIB + 1))
        assert "larger than 1 MiB" in refusal(path)
        assert len(texts(write("b.txt", b"a" * limits.MIB))[0]) == limits.MIB


STORABLE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)
SIGNS = ("<", "&", "\\", "_x000D_")
PLAIN = STORABLE.filter(lambda text: not any(sign in text for sign in SIGNS)).map(
    lambda text: f"{text}." if text.strip() else text
)
"""Cells without what is undone in them, and that no program writes for a missing text."""


def kept(value: str) -> str:
    """A field as it is kept: what tables write for a missing value is none."""
    missing = ("NaN", "nan", "NAN", "NaT", "null", "NULL", "None", "<NA>")
    return "" if not value.strip() or value.strip() in missing else value


class TestRoundTrip:
    """What goes in comes out, for any text."""

    @given(STORABLE)
    def test_text(self, text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.txt"
            path.write_bytes(text.encode())
            try:
                assert texts(path) == [text.removeprefix("\ufeff")]
            except ReadError:
                assert not text.removeprefix("\ufeff").strip()

    @given(st.lists(st.tuples(PLAIN, STORABLE), min_size=1, max_size=5))
    def test_csv(self, rows: list[tuple[str, str]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, quoting=csv.QUOTE_ALL)
                writer.writerow(["text", "genre"])
                writer.writerows(rows)
            options = Options(skip_bad_rows=True)
            bad: list[ReadError] = []
            wanted = [row for row in rows if "".join(row).strip()]
            if wanted:
                found = list(read(File("a.csv", path), options, bad.append))
                good = [(text, kept(genre)) for text, genre in wanted if text.strip()]
                assert [(each.text, each.meta.get("genre", "")) for each in found] == good
                refused = [each for each in bad if not isinstance(each, RemarkError)]
                assert len(refused) == len(wanted) - len(good)

    @given(STORABLE, STORABLE)
    def test_json_lines(self, text: str, genre: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.jsonl"
            path.write_text(json.dumps({"text": f"x{text}", "genre": genre}), encoding="utf-8")
            (draft,) = read(File("a.jsonl", path), Options())
            assert (draft.text, draft.meta.get("genre", "")) == (f"x{text}", kept(genre))


class TestEncodings:
    @pytest.mark.parametrize(
        "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-le"]
    )
    @pytest.mark.parametrize("name", ["a.txt", "a.csv"])
    def test_unicode_with_a_mark(self, write: Write, codec: str, name: str) -> None:
        mark = "\ufeff" if codec.endswith(("be", "le")) else ""
        path = write(name, f"{mark}text\nGrüße 漢字\n".encode(codec))
        assert texts(path)[-1].endswith("Grüße 漢字\n" if name == "a.txt" else "Grüße 漢字")
        assert "\ufeff" not in texts(path)[0]

    @pytest.mark.parametrize(
        ("label", "codec", "text"),
        [
            ("windows-1252", "cp1252", "“naïve”"),
            ("ISO_8859-1", "cp1252", "“naïve”"),  # what browsers take it for
            ("iso-8859-2", "iso8859_2", "Łódź"),
            ("KOI8-R", "koi8_r", "Привет"),
            ("gb2312", "gbk", "汉字"),
            ("Big5", "big5", "漢字"),
            ("Shift_JIS", "cp932", "日本語"),
            ("euc-kr", "cp949", "한국어"),
            ("utf-16-le", "utf-16-le", "plain"),
        ],
    )
    def test_a_named_encoding(self, write: Write, label: str, codec: str, text: str) -> None:
        assert texts(write("a.txt", text.encode(codec)), encoding=label) == [text]

    def test_an_unknown_encoding(self, write: Write) -> None:
        with pytest.raises(UsageError, match="no encoding is called “ebcdic”"):
            texts(write("a.txt", "x"), encoding="ebcdic")

    def test_a_mark_wins_over_a_named_encoding(self, write: Write) -> None:
        assert texts(write("a.txt", "Grüße".encode("utf-8-sig")), encoding="latin1") == ["Grüße"]

    def test_a_wrong_encoding_is_refused_not_patched(self, write: Write) -> None:
        path = write("a.txt", "ab\nс\x98".encode())
        assert refusal(path, encoding="cp1251").startswith("a.txt:2: the byte 0x98")

    @pytest.mark.parametrize("name", ["a.csv", "a.txt"])
    def test_a_character_that_is_cut_off(self, write: Write, name: str) -> None:
        assert "0xc3" in refusal(write(name, b"text\nabc\xc3"))
