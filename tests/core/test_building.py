"""Building the core: with the compiler that is there, or with one that the build asks for."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

import hatch_build
from framing.core import library, sources
from framing.errors import FramingError


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
