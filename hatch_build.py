"""Builds the core: compiles the C files of `framing/core/` into one shared library beside them.

The library needs neither Python's headers nor a certain Python, so one wheel serves all Pythons of
a platform. Where there is no C compiler, the build asks for `ziglang`, a wheel that brings one.
By hand: `python hatch_build.py [more options for the compiler]`.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # a build may run anywhere

from framing.core.sources import LIBRARY, digest, sources  # noqa: E402

OPTIONS = ("-std=c11", "-O3", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra")


def found_compiler() -> list[str]:
    """The command of the C compiler that is there; empty where none is."""
    wanted = [_words_of("CC"), ["cc"], ["gcc"], ["clang"]]
    found = ([shutil.which(each[0]) or "", *each[1:]] for each in wanted if each)
    return next((command for command in found if command[0]), [])


def _words_of(variable: str) -> list[str]:
    """What a variable of the environment holds, as a shell would take it apart."""
    return shlex.split(os.environ.get(variable, ""), posix=os.name == "posix")


def compile_core(library: Path = LIBRARY, more: Sequence[str] = ()) -> None:
    """Compile the core into a file.

    Raises CalledProcessError where the compiler refuses.
    """
    compiler = found_compiler() or [sys.executable, "-m", "ziglang", "cc"]
    # The same sources give the same bytes, in whatever folder they lie.
    unix = [] if sys.platform == "win32" else ["-fPIC", f"-ffile-prefix-map={ROOT}=."]
    options = [*OPTIONS, *unix, *_words_of("CFLAGS")]
    options += [*more, f'-DSOURCES="{digest()}"']
    # Written beside and then renamed: whoever has the old one loaded keeps it. Import libraries and
    # files for debuggers, which compilers of Windows leave, go with the folder.
    with tempfile.TemporaryDirectory(prefix=".build-", dir=library.parent) as folder:
        fresh = Path(folder, library.name)
        subprocess.run([*compiler, *options, "-o", str(fresh), *map(str, sources())], check=True)
        fresh.replace(library)


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
