"""Building the core: with the compiler that is there, or with one that the build asks for."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import numpy as np
import pytest

import hatch_build
from framing.core import library, sources
from framing.errors import FramingError
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.sums import empty_sums


def test_a_build_asks_for_a_compiler_only_where_none_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = hatch_build.CoreBuildHook.dependencies
    monkeypatch.setattr(hatch_build, "found_compiler", lambda: ["/usr/bin/cc"])
    assert asked(None) == []
    monkeypatch.undo()
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [each.partition(">")[0] for each in asked(None)] == ["ziglang"]


def test_the_library_says_which_sources_it_is_made_of() -> None:
    built = ctypes.CDLL(str(sources.LIBRARY))
    built.core_sources.restype = ctypes.c_char_p
    assert built.core_sources().decode() == sources.digest()


def test_a_library_of_other_sources_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "digest", lambda: "another")
    with pytest.raises(FramingError, match=r"not made of these sources \(run python hatch_build"):
        library._loaded.__wrapped__()


COMPILER = """#!/bin/sh
for each; do
    if [ "$before" = -o ]; then echo "$@" > "$each"; touch "${each%.*}.lib" "${each%.*}.pdb"; fi
    before="$each"
done
"""
"""Says what it was called with, and leaves more behind than the library."""


@pytest.mark.skipif(os.name != "posix", reason="the compiler is a script of a shell")
def test_the_compiler_may_come_with_arguments_and_leaves_one_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiler, folder = tmp_path / "a compiler", tmp_path / "core"
    folder.mkdir()
    compiler.write_text(COMPILER)
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", f"'{compiler}' --target=here")
    monkeypatch.setenv("CFLAGS", "-march=native -g")
    hatch_build.compile_core(folder / "libframing.so")
    (library,) = folder.iterdir()
    asked = library.read_text()
    assert asked.startswith("--target=here")
    assert "-march=native -g" in asked


def scanned(**changes: object) -> None:
    """Scans one text with arrays of which some are others."""
    compiled = CompiledLexicons([])
    batch = library.encoded(["Aa bb."], [[(0, 2)]], [None]) | {
        name: value for name, value in changes.items() if name in dict(library.BATCH)
    }
    sums = dict(empty_sums(1, 0, voices=True))
    sums |= {name: value for name, value in changes.items() if name in sums}
    wishes = dict.fromkeys(dict(library.WISHES), 1)
    library.scan(compiled.tables, batch, wishes, sums)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_from", [0]),
        ("text_from", [0, 99]),
        ("text_from", [3, 0]),
        ("excluded_from", [0, 2]),
        ("titles", []),
        ("words", np.zeros(0, np.int64)),
        ("said", np.zeros(1, library.SAID)),
        ("marks_from", np.zeros(1, np.int64)),
    ],
)
def test_arrays_that_do_not_fit_one_another_are_refused(name: str, value: object) -> None:
    scanned()
    with pytest.raises(ValueError, match=name.removesuffix("_from")):
        scanned(**{name: value})
