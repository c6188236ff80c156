"""What is right of a command on a hostile file, and what is right of any command's output."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.command import Done

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What may not reach a terminal: C0 but line end and tab, DEL, C1, bidi and other format controls,
lone surrogates. Joiners may, where they are spelling."""
LONGEST = 300
"""Characters of a line on standard error."""


@dataclass(frozen=True)
class Takes:
    """Every article of the file is taken: a passage of each, in their order, as it is stored."""

    passages: tuple[str, ...]
    told: str = ""
    """What the person at the terminal has to be told."""
    code: int = 0

    def __init__(self, *passages: str, told: str = "", code: int = 0) -> None:
        object.__setattr__(self, "passages", passages)
        object.__setattr__(self, "told", told)
        object.__setattr__(self, "code", code)


@dataclass(frozen=True)
class Refuses:
    """Nothing of the file is taken, and one line says why with this in it."""

    why: str
    code: int = 1


@dataclass(frozen=True)
class Case:
    """A hostile file: its name, what makes it, what is right, and with which options."""

    name: str
    content: bytes | str | Callable[[], bytes]
    right: Takes | Refuses
    options: tuple[str, ...] = ()

    @property
    def made(self) -> bytes:
        """The bytes of the file."""
        content = self.content() if callable(self.content) else self.content
        return content.encode() if isinstance(content, str) else content


def is_clean(done: Done) -> None:
    """Fail for a traceback, what steers a terminal, an overlong line, or an unknown exit code."""
    assert done.code in (0, 1, 2, 3)
    for stream in (done.out, done.err):
        assert "Traceback" not in stream
        assert not STEERING.findall(stream)
    for line in done.err.splitlines():
        assert len(line) <= LONGEST, line
    errors = [line for line in done.err.split("\n") if line.startswith("error: ")]
    assert bool(errors) <= (done.code != 0)


def errors_of(done: Done) -> list[str]:
    """The lines of a command that say why something is refused."""
    return [line for line in done.err.splitlines() if line.startswith("error: ")]
