"""Feeds mangled bytes to a parser, in a process with little memory and processor time.

    python -m tests.hostile.fuzzing SEED COUNT PARSER…

It ends with 1 at the first fault: what a parser raises that is no FramingError, or an input that
takes it more than a few seconds of processor time. What made the fault is kept, and named.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random

from framing.errors import FramingError
from framing.limits import MIB
from tests.hostile.mangling import mangled
from tests.hostile.parsers import PARSERS, Parser

SECONDS = 5
"""Of processor time, for one input of a few kilobytes."""
MEMORY = 768 * MIB
"""Beyond what the process holds when all libraries are loaded."""


class TooLongError(BaseException):
    """No parser may catch it."""


def _stop(*_: object) -> None:
    raise TooLongError


def limit(seconds: int) -> None:
    """Bound the memory and processor time of this process."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    signal.signal(signal.SIGPROF, _stop)


def fault(parser: Parser, path: Path) -> str:
    """What is wrong with how a file is read; empty where nothing is."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        parser.parse(path)
    except FramingError as error:
        said = str(error)
        return "" if len(said) <= 300 and "\n" not in said else f"said: {said!r}"
    except Exception:
        return traceback.format_exc()
    except TooLongError:
        return f"more than {SECONDS} s\n{traceback.format_exc()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def fuzz(name: str, seed: int, count: int, folder: Path) -> str:
    """The first fault that is found with so many mangled files of a parser."""
    parser, chance = PARSERS[name], Random(f"{name} {seed}")
    path = folder / parser.name
    sound = parser.sound()
    for each in sound:
        path.write_bytes(each)
        parser.parse(path)
    for number in range(count):
        path.write_bytes(mangled(sound[number % len(sound)], chance))
        if found := fault(parser, path):
            kept = Path(tempfile.gettempdir()) / f"framing-fault-{seed}-{path.name}"
            kept.write_bytes(path.read_bytes())
            return f"{name}, number {number} of seed {seed}, kept as {kept}:\n{found}"
    return ""


def main() -> None:
    """Fuzz the parsers that are named."""
    seed, count, *names = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CACHE", "CONFIG", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        for name in names:
            fuzz(name, int(seed), 0, Path(folder))  # loads what is loaded when it is used
        limit(600)
        faults = [fuzz(name, int(seed), int(count), Path(folder)) for name in names]
    sys.stderr.write("\n\n".join(filter(None, faults)))
    sys.exit(any(faults))


if __name__ == "__main__":
    main()
