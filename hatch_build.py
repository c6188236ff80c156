"""Builds the core: compiles the C files of `framing/core/` into one shared library beside them.

The library needs neither Python's headers nor a certain Python, so one wheel serves all Pythons of
a platform. Where there is no C compiler, the build asks for `ziglang`, a wheel that brings one.
By hand: `python hatch_build.py [more options for the compiler]`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # a build may run anywhere

from framing.core.sources import LIBRARY, digest, sources  # noqa: E402

OPTIONS = ("-std=c11", "-O3", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra")


def found_compiler() -> list[str]:
    """The command of the C compiler that is there; empty where none is."""
    wanted = [os.environ.get("CC", ""), "cc", "gcc", "clang"]
    return next(([found] for each in wanted if each and (found := shutil.which(each))), [])


def compile_core(library: Path = LIBRARY, more: Sequence[str] = ()) -> None:
    """Compile the core into a file.

    Raises CalledProcessError where the compiler refuses.
    """
    compiler = found_compiler() or [sys.executable, "-m", "ziglang", "cc"]
    options = [*OPTIONS, *([] if sys.platform == "win32" else ["-fPIC"]), *more]
    options.append(f'-DSOURCES="{digest()}"')
    # Written beside and then renamed: whoever has the old one loaded keeps it.
    fresh = library.with_suffix(f".{os.getpid()}{library.suffix}")
    try:
        subprocess.run([*compiler, *options, "-o", str(fresh), *map(str, sources())], check=True)
        fresh.replace(library)
    finally:
        fresh.unlink(missing_ok=True)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand
    BuildHookInterface = object  # type: ignore[assignment,misc]


class CoreBuildHook(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Puts the library into wheels, and beside its sources for editable installs."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling."""
        return [] if found_compiler() else ["ziglang>=0.13"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile before files are gathered."""
        from packaging.tags import sys_tags  # hatchling brings it

        compile_core()
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{next(sys_tags()).platform}"
        build_data["artifacts"].append(f"/{LIBRARY.relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    compile_core(more=sys.argv[1:])
