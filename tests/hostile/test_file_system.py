"""Names that are no plain files, and names that steer: nothing is waited for, followed or run."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from framing.articles import File, Options, read
from framing.errors import ReadError
from framing.library import Library
from tests.command import Run
from tests.hostile.articles_made import BODY
from tests.hostile.outcome import errors_of, is_clean
from tests.library.test_opening import as_nobody

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="objects of Unix")


@pytest.fixture(autouse=True)
def hangs() -> Iterator[None]:
    """What waits for a pipe or reads a device without end is ended, and fails."""

    def stop(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def library(framing: Run, home: Path) -> Path:
    """A library of one article."""
    path = home / "l.db"
    (home / "sound.txt").write_text(BODY, encoding="utf-8")
    assert framing("import", home / "sound.txt", "--db", path).code == 0
    return path


def _socket(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))
    return path


def _fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _linked(path: Path, target: Path) -> Path:
    path.symlink_to(target)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


OBJECTS: dict[str, Callable[[Path], Path]] = {
    "a pipe": _fifo,
    "a link to a pipe": lambda path: _linked(path, _fifo(path.with_name("pipe"))),
    "a socket": _socket,
    "a device without end": lambda path: _linked(path, Path("/dev/zero")),
    "an empty device": lambda path: _linked(path, Path("/dev/null")),
    "a loop of links": lambda path: _linked(path, path),
    "a link to nothing": lambda path: _linked(path, path.with_name("nothing")),
    "a folder": _folder,
    "memory": lambda path: _linked(path, Path("/proc/self/mem")),
    "nothing": lambda path: path,
    "below a file": lambda path: path.parent / "sound.txt" / path.name,
    "a name too long": lambda path: path.with_name("n" * 300 + path.suffix),
}
USES: dict[str, tuple[str, tuple[str, ...]]] = {
    "an article": ("x.txt", ("import", "FILE", "--db", "DB")),
    "a table": ("x.csv", ("import", "FILE", "--db", "DB")),
    "a book": ("x.epub", ("import", "FILE", "--db", "DB")),
    "an archive": ("x.zip", ("import", "FILE", "--db", "DB")),
    "a packed file": ("x.txt.gz", ("import", "FILE", "--db", "DB")),
    "a manifest": ("x.csv", ("import", "sound.txt", "--manifest", "FILE", "--db", "DB")),
    "a lexicon": ("x.toml", ("lexicon", "check", "FILE")),
    "a lexicon to keep": ("x.toml", ("lexicon", "add", "FILE")),
    "a foreign lexicon": ("x.dic", ("lexicon", "convert", "FILE", "y.toml")),
    "a lexicon to score by": ("x.toml", ("score", "--lexicon", "FILE", "--db", "DB")),
    "a list of ids": ("x.ids", ("articles", "--ids", "FILE", "--db", "DB")),
    "a sheet": ("x.csv", ("code", "import", "FILE", "--coder", "Ann", "--db", "DB")),
    "codes": ("x.csv", ("validate", "FILE", "--db", "DB")),
    "a provenance": ("x.json", ("rerun", "FILE", "--db", "DB")),
    "a library": ("x.db", ("articles", "--db", "FILE")),
    "a library to write": ("x.db", ("import", "sound.txt", "--db", "FILE")),
}


def _may(thing: str, use: str) -> bool:
    """Where a thing is what a use wants: a library is made where nothing is."""
    return use == "a library to write" and thing in ("nothing", "a link to nothing")


@pytest.mark.slow
@pytest.mark.parametrize("thing", OBJECTS)
@pytest.mark.parametrize("use", USES)
def test_what_is_no_file_is_refused_by_one_line(
    framing: Run, home: Path, library: Path, thing: str, use: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    name, words = USES[use]
    path = OBJECTS[thing](home / name)
    done = framing(*({"FILE": path, "DB": library}.get(word, word) for word in words))
    is_clean(done)
    if _may(thing, use):
        assert done.code == 0
        return
    assert done.code == (3 if "library" in use else 1)
    assert len(errors_of(done)) == 1
    assert not Path("y.toml").exists()
    with Library(library) as opened:
        assert opened.articles.count() == 1


NAMES = {
    "what steers": "a\x1b[2J\x1b]0;x\x07.txt",
    "bidi": "a\u202etxt.exe\u2066.txt",
    "a line end": "a\nerror: b.txt",
    "bytes of no encoding": "a\udcff\udcfe.txt",
    "255 bytes": "é" * 125 + "x.txt",
    "what looks like an option": "-n.txt",
    "markup": "[red]{{7*7}}$(id).txt",
    "an address": "file:%2Fetc?mode=memory#x.txt",
    "blanks": " \u00a0 .txt",
}


@pytest.mark.parametrize("content", [BODY, "", "\xff"], ids=["sound", "empty", "unsound"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_shown_so_that_it_steers_nothing(
    framing: Run, home: Path, library: Path, name: str, content: str
) -> None:
    folder = _folder(home / "in")
    (folder / name).write_bytes(content.encode("latin-1"))
    for named in (folder / name, folder):
        done = framing("import", "--source", "S", "--db", library, "--", named)
        is_clean(done)
        assert done.code == (0 if content == BODY else 1)
        assert len(errors_of(done)) == done.code
    for words in (("runs",), ("runs", "--json"), ("doctor",), ("articles", "--json")):
        is_clean(done := framing(*words, "--db", library))
        assert done.code == 0
    is_clean(framing("lexicon", "check", folder / name))
    is_clean(framing("articles", "--db", folder / name))


def test_a_folder_is_walked_past_all_that_is_no_file(
    framing: Run, home: Path, library: Path
) -> None:
    folder = _folder(home / "in")
    _fifo(folder / "pipe.txt")
    _socket(folder / "socket.txt")
    _linked(folder / "zero.txt", Path("/dev/zero"))
    _linked(folder / "up.txt", home / "sound.txt")
    _linked(folder / "loop", folder)
    (folder / "a.txt").write_text(f"Another. {BODY}", encoding="utf-8")
    done = framing("import", folder, "--db", library)
    is_clean(done)
    assert done.code == 0
    with Library(library) as opened:
        assert opened.articles.count() == 2


def test_what_may_not_be_read(home: Path) -> None:
    """Root may read all, so nobody tries, who may not read the program either: it is loaded
    before."""
    shut = home / "shut.txt"
    shut.write_text(BODY, encoding="utf-8")
    file = File("shut.txt", shut)
    assert len(list(read(file, Options()))) == 1
    shut.chmod(0)

    def work() -> None:
        with pytest.raises(ReadError, match=r"shut\.txt: cannot be read: Permission denied"):
            list(read(file, Options()))

    for folder in (home, *home.parents):
        if folder.owner() == Path.home().owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    as_nobody(work)
