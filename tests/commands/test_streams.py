"""Standard output and error in any encoding: every command ends as it does in UTF-8, and nothing
of what it has to say is lost."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from framing.cli import main
from tests.command import Run

TEXT = "Gdańsk, “risk” in 日本 – ≤ 3\n\nThe city’s risk is small 🙂. It supports firms.\n"
MADE = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d UTC")
"""When a report was made: the next minute may have begun."""
COMMANDS = (
    ("articles",),
    ("articles", "--json"),
    ("show", "FILE"),
    ("show", "FILE", "--json"),
    ("compare", "FILE", "OTHER"),
    ("compare", "FILE", "OTHER", "--all"),
    ("kwic", "risk"),
    ("kwic", "risk", "--json"),
    ("sources",),
    ("copies",),
    ("stories",),
    ("terms", "--between", "unknown", "other"),
    ("runs",),
    ("lexicon", "list"),
    ("lexicon", "show", "risk"),
    ("lexicon", "check", "risk"),
    ("export", "articles"),
    ("export", "scores", "--format", "json"),
    ("export", "codebook"),
    ("report", "FILE", "OTHER"),
    ("doctor",),
    ("doctor", "--json"),
    ("completion", "bash"),
    ("completion", "fish"),
    ("demo",),
    ("--help",),
    ("import", "--help"),
    ("show", "日本.txt"),
    ("remove", "≤"),
)


@dataclass(frozen=True)
class Said:
    """What a command wrote, and how it ended."""

    code: int
    out: bytes
    err: bytes


@pytest.fixture
def files(home: Path) -> dict[str, str]:
    """Two articles, also in the library of the test."""
    found = {"FILE": home / "gdańsk.txt", "OTHER": home / "other.txt"}
    for path in found.values():
        path.write_text(TEXT * 2 + path.name, encoding="utf-8")
    return {name: str(path) for name, path in found.items()}


def say(monkeypatch: pytest.MonkeyPatch, encoding: str, *words: str) -> Said:
    """Run a command whose output is redirected; an empty encoding is one that nobody chose."""
    if encoding:
        monkeypatch.setenv("PYTHONIOENCODING", encoding)
    else:
        monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    name, _, errors = (encoding or "cp1252").partition(":")
    streams = [io.TextIOWrapper(io.BytesIO(), name, errors or "strict") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    monkeypatch.setattr(sys, "argv", ["framing", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    written = []
    for stream in streams:
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        written.append(stream.buffer.getvalue())
    assert isinstance(stopped.value.code, int)
    return Said(stopped.value.code, *written)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_ends_as_in_utf_8(
    command: tuple[str, ...],
    encoding: str,
    files: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say(monkeypatch, "", "import", *files.values())
    words = [files.get(word, word) for word in command]
    plain = say(monkeypatch, "", *words)
    told = say(monkeypatch, encoding, *words)
    assert told.code == plain.code
    told.err.decode(encoding)
    if command[0] in ("export", "report"):  # data, in UTF-8 whatever the terminal has
        assert MADE.sub(b"", told.out) == MADE.sub(b"", plain.out)
    elif "--help" in command:  # click takes ASCII for a mistake and writes UTF-8
        assert told.out.decode("utf-8" if encoding == "ascii" else encoding)
    else:
        assert told.out.decode(encoding).count("\n") == plain.out.decode("utf-8").count("\n")


def test_redirected_output_is_utf_8(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    told = say(monkeypatch, "", "show", files["FILE"])
    assert "“risk” in 日本 – ≤ 3" in told.out.decode("utf-8")
    told = say(monkeypatch, "", "show", "日本.txt")
    assert "日本.txt" in told.err.decode("utf-8")


def test_what_an_encoding_lacks_is_escaped(
    files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = say(monkeypatch, "cp1252", "show", files["FILE"])
    assert r"Gda\u0144sk, “risk” in \u65e5\u672c – \u2264 3" in told.out.decode("cp1252")
    assert r"\U0001f642" in told.out.decode("cp1252")
    told = say(monkeypatch, "ascii", "show", "日本.txt")
    assert rb"\u65e5\u672c.txt" in told.err
    told = say(monkeypatch, "ascii:replace", "show", files["FILE"])
    assert b"Gda?sk" in told.out


def test_json_stays_json(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding in ("ascii", "cp1252"):
        told = say(monkeypatch, encoding, "show", files["FILE"], "--json")
        (row,) = json.loads(told.out.decode(encoding))["rows"]
        assert row["text"].startswith(TEXT.strip())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "error: the memory is not enough (what was said to be stored is)"),
        (OSError(24, "Too many open files", "/tmp/x"), "error: /tmp/x: cannot be used: Too many"),
        (OSError(28, "No space left"), "error: standard output: cannot be written: No space left"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    framing: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr("framing.library.Library.open", refused)
    monkeypatch.setattr("framing.cli.close_output", lambda: None)
    done = framing("runs", "--db", "l.db")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert done.err.startswith(told)


def test_a_process_of_its_own(files: dict[str, str], home: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "framing", "show", files["FILE"]]
    told = subprocess.run(command, env=environment, cwd=home, capture_output=True, check=True)
    assert rb"Gda\u0144sk" in told.stdout
    assert told.stderr == b""
