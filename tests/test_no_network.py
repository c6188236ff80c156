"""No command opens a way to a network: only `serve` does, and on this machine alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

GUARDED = """
import socket, sys

def guard(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise SystemExit("a socket of the network is opened")
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        raise SystemExit("a name is asked for")

sys.addaudithook(guard)
from framing.cli import main
main()
"""
COMMANDS = (
    "demo",
    "import page.html news.jsonl page.eml feed.xml --dry-run",
    "import page.html news.jsonl page.eml feed.xml --jobs 2",
    "articles --json",
    "sources",
    "stories",
    "terms --between A B",
    "kwic risk",
    "lexicon list",
    "lexicon find populism",
    "lexicon diagnose risk",
    "export scores",
    "export provenance -o p.json",
    "report --where risk -o r.html",
    "cluster score news.jsonl lake --engine serial",
    "doctor",
)
PAGE = (
    "<!DOCTYPE html PUBLIC 'x' 'http://example.org/x.dtd'><title>A town lends</title>"
    "<link rel=stylesheet href=http://example.org/a.css><script src=http://example.org/a.js>"
    "</script><p>The town lends firms two million and fears the risk of a loss this winter.</p>"
    "<img src=http://example.org/a.png>"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.eml").write_text(
        f"From: a@example.org\nSubject: Aid\nContent-Type: text/html\n\n{PAGE}\n", encoding="utf-8"
    )
    (tmp_path / "feed.xml").write_text(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>D</title><item><title>T</title>"
        "<link>http://example.org/t</link><description>Firms fear the risk of a loss.</description>"
        "</item></channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "news.jsonl").write_text(
        '{"text": "Firms fear http://example.org/x and a risk.", "source": "A"}\n'
        '{"text": "Towns help firms.", "source": "B", "url": "http://example.org/y"}\n',
        encoding="utf-8",
    )
    return tmp_path


def test_no_command_opens_a_socket_of_the_network(home: Path) -> None:
    apart = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    apart |= {"XDG_CACHE_HOME": str(home / "c"), "PYTHONPATH": str(ROOT)}
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-c", GUARDED, *command.split()],
            cwd=home,
            env=os.environ | apart,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "is opened" not in done.stderr and "asked for" not in done.stderr, command
        assert done.returncode in (0, 1), (command, done.stderr)


def test_the_guard_sees_one() -> None:
    code = GUARDED.replace("from framing.cli import main\nmain()", "socket.socket()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "is opened" in done.stderr
