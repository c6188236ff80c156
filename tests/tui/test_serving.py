"""`framing serve`: where it listens, what it starts, whom it lets in and how it ends."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.chromium import look, needs_chromium
from tests.command import Run
from tui.serving import app_command

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")


@pytest.fixture
def library(tmp_path: Path, home: Path, framing: Run) -> Path:
    """A library whose name a shell would take for a command."""
    path, text = tmp_path / "it's; touch owned $(x).db", tmp_path / "a.txt"
    text.write_text("The risk grows.", encoding="utf-8")
    assert framing("import", text, "--db", path).code == 0
    return path


@contextmanager
def served(library: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `framing serve`, and the address that it says."""
    command = [sys.executable, "-m", "framing", "serve", "--port", "0", "--db", str(library)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=library.parent
    ) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_the_app_is_started_on_the_library(library: Path) -> None:
    words = shlex.split(app_command(library))
    assert words == [sys.executable, "-m", "framing", "--db", str(library)]


def test_what_is_no_http_is_not_shown_on_the_terminal(library: Path) -> None:
    with served(library) as (process, address):
        place = urlsplit(address).hostname, urlsplit(address).port
        for junk in (b"\x1b]0;owned\x07\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 99_999):
            with socket.create_connection(place) as own:
                own.sendall(junk)
                own.shutdown(socket.SHUT_WR)
                with suppress(ConnectionError):  # it may close before all is sent
                    own.recv(99)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert (process.returncode, len(told.splitlines())) == (0, 1)


@linux_only
def test_it_listens_on_127_0_0_1_and_nowhere_else(library: Path) -> None:
    with served(library) as (process, address):
        assert urlsplit(address).hostname == "127.0.0.1"
        port = urlsplit(address).port
        tables = [Path(f"/proc/{process.pid}/net/{name}").read_text() for name in ("tcp", "tcp6")]
        lines = [line.split() for table in tables for line in table.splitlines()[1:]]
        bound = [line[1] for line in lines if line[3] == "0A" and line[1].endswith(f":{port:04X}")]
        assert bound == [f"0100007F:{port:04X}"]


def test_only_who_knows_the_key_is_let_in(library: Path) -> None:
    async def ask(address: str) -> list[Any]:
        bare = address.partition("?")[0]
        async with aiohttp.ClientSession() as stranger:
            answers = [await _status(stranger, each) for each in (bare, f"{bare}?key=x")]
            answers += [await _status(stranger, f"{bare}static/js/textual.js")]
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await stranger.ws_connect(f"{bare}ws")
            answers.append(refused.value.status)
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
        async with aiohttp.ClientSession(cookie_jar=jar) as friend:
            answers += [await _status(friend, each) for each in (address, bare)]
        return answers

    with served(library) as (_, address):
        assert asyncio.run(ask(address)) == [403, 403, 403, 403, 200, 200]


async def _status(session: aiohttp.ClientSession, address: str) -> int:
    async with session.get(address) as answer:
        return answer.status


@linux_only
def test_ctrl_c_ends_it_and_the_apps_that_it_started(library: Path) -> None:
    async def open_app(address: str, process: subprocess.Popen[str]) -> list[int]:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            await _status(session, address)
            page = address.partition("?")[0]
            async with session.ws_connect(f"{page}ws?width=80&height=24") as app:
                shown = b""
                while b"Library" not in shown:
                    shown += (await app.receive(timeout=60)).data
                started = _children(process.pid)
                process.send_signal(signal.SIGINT)
                async for _ in app:
                    pass
        return started

    with served(library) as (process, address):
        started = asyncio.run(open_app(address, process))
        assert process.wait(timeout=60) == 0
        assert started
        _wait_for_end(started)
        assert not (library.parent / "owned").exists()
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in text.split()]


def _wait_for_end(started: list[int]) -> None:
    """Fails where one of the processes is there still after some seconds."""
    for _ in range(100):
        if not any(map(_is_alive, started)):
            return
        time.sleep(0.1)
    pytest.fail("an app goes on")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_port_that_is_taken_is_said(library: Path, framing: Run) -> None:
    with served(library) as (_, address):
        done = framing("serve", "--port", str(urlsplit(address).port), "--db", library)
    assert (done.code, done.out) == (1, "")
    assert "cannot be used: Address already in use (--port N takes another one)" in done.err


def test_without_textual_serve_it_says_what_is_missing(
    library: Path, framing: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    done = framing("serve", "--db", library)
    assert done.code == 1
    needed = "pip install 'framing-tui[serve]'"
    assert done.err == f"error: the app in a browser needs textual-serve ({needed})\n"


@pytest.mark.slow
@needs_chromium
def test_a_browser_shows_the_app_and_asks_nobody_else(library: Path) -> None:
    with served(library) as (_, address):
        seen = look(address, width=1000, wait=10, expressions=("document.body.className",))
    assert "-first-byte" in seen.answers[0]
    assert {urlsplit(each).hostname for each in seen.requests if ":" in each} <= {"127.0.0.1", None}
    assert not [each for each in seen.complaints if "WebGL" not in each]
