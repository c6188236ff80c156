"""No room for a temporary copy of what is read is not taken for a fault of the file."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
from pathlib import Path

import pytest

from tests.command import Run
from tests.safety.worlds import corpus

FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")


def test_an_archive(framing: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = home / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(corpus(home / "news.jsonl", 50).read_bytes()))
    with monkeypatch.context() as full:
        full.setattr(tempfile, "TemporaryFile", lambda **_: FULL.open("r+b"))
        done = framing("import", packed)
    assert done.code == 1
    assert done.err.startswith(f"error: {packed}: no copy of it can be written to ")
    assert "No space left" in done.err
    assert framing("import", packed).code == 0


def test_standard_input(framing: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = corpus(home / "news.jsonl", 50).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    name = home / "copy"
    name.touch()
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: (os.open(FULL, os.O_RDWR), str(name)))
    done = framing("import", "-", "--format", "jsonl")
    assert done.code == 1
    assert done.err.startswith("error: standard input: no copy of it can be written to ")
    assert "No space left" in done.err


def test_a_folder_as_standard_input(framing: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Folder(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr(sys, "stdin", type("Input", (), {"buffer": Folder()}))
    done = framing("import", "-", "--format", "jsonl")
    assert done.err.splitlines()[0] == "error: standard input: cannot be read: Is a directory"
