"""Runs commands in forked children of a warm process, each with a fault planted.

It is started with `faults.c` preloaded (`faults.py`), reads some requests a line, which run
together, and answers with one line: how each child ended, and at how many places it could have met
its fault (all of them together, where there are several).
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from framing import places
from framing.cli import main
from tests.safety.worlds import settle


def _warm() -> None:
    """Run commands once, so that no child has to load what they use."""
    with TemporaryDirectory() as folder:
        _settle(settle(Path(folder)))
        article = Path(folder) / "article.txt"
        article.write_text("Hope and fear.", encoding="utf-8")
        for arguments in (("import", article), ("score", "--all"), ("doctor",)):
            sys.argv = ["framing", *map(str, arguments), "--db", f"{folder}/warm.db"]
            with suppress(SystemExit), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                main()


def _settle(world: Path) -> None:
    """Let the user's own files be those of a world."""
    for name in ("DATA", "CONFIG", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(world / name.lower())


def _started(request: dict[str, Any], faults: ctypes.CDLL) -> int:
    _settle(Path(request["world"]))
    child = os.fork()
    if not child:
        _child(request, faults)
    return child


def _ended(child: int, faults: ctypes.CDLL) -> dict[str, Any]:
    _, status, used = os.wait4(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "places": faults.faults_count(),
        "cpu": used.ru_utime + used.ru_stime,
    }


def _child(request: dict[str, Any], faults: ctypes.CDLL) -> None:
    for fd, name in ((0, os.devnull), (1, request["out"]), (2, request["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), fd)
    say = os.open(request["say"], os.O_WRONLY) if "say" in request else -1
    hear = os.open(request["hear"], os.O_RDONLY) if "hear" in request else -1
    sys.argv = ["framing", *request["arguments"]]
    folder = os.path.realpath(request["world"]).encode()
    faults.faults_arm(folder, request.get("mode", 0), request.get("at", 0), say, hear)
    signal.setitimer(signal.ITIMER_PROF, request.get("after", 0))  # nothing handles its signal
    code: object = 1
    try:
        main()
    except SystemExit as stopped:
        code = stopped.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 70)


def _without_bundled_lexicons() -> None:
    """The works use none, and to read them would take most of the time."""
    places.bundled = lambda kind: Path(__file__).with_name("none") / kind  # type: ignore[assignment]


def serve() -> None:
    _without_bundled_lexicons()
    faults = ctypes.CDLL(os.environ["LD_PRELOAD"])
    _warm()
    for line in sys.stdin:
        children = [_started(request, faults) for request in json.loads(line)]
        answers = [_ended(child, faults) for child in children]
        sys.stdout.write(json.dumps(answers) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
