"""The core under sanitizers: random bytes and lexicons reach no memory that is not theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import hatch_build
from tests.paths import ROOT

SANITIZERS = (
    *("-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"),
    "-DMOST_FORMS=20u",  # so that lists of forms are given up here too
)


GIGABYTES = 3


def sanitized(folder: Path, *arguments: str) -> str:
    """What the fuzzing prints in a process of its own; fails where a sanitizer ends it."""
    gcc = shutil.which("gcc")
    if gcc is None:
        pytest.skip("the sanitizers are those of gcc")
    library = folder / "libframing.so"
    hatch_build.compile_core(library, SANITIZERS)
    runtime = subprocess.run(
        [gcc, "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    )
    surroundings = {"LD_PRELOAD": runtime.stdout.strip(), "ASAN_OPTIONS": "detect_leaks=0"}
    command = [sys.executable, "-m", "tests.core.fuzzing", str(library), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | surroundings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_found_fault_with(seed: int, tmp_path: Path) -> None:
    sanitized(tmp_path, "2000", str(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_found_fault_with_in_lines(seed: int, tmp_path: Path) -> None:
    sanitized(tmp_path, "lines", "5000", str(seed))


@pytest.mark.slow
@pytest.mark.parametrize(("repeated", "megabytes"), [("a", 1000), ("a ", 1000), ("a ", 250)])
def test_a_text_without_end_is_refused_in_bounded_memory(
    repeated: str, megabytes: int, tmp_path: Path
) -> None:
    said = sanitized(tmp_path, "without end", repeated, str(megabytes))
    what, memory = said.splitlines()
    assert what == "the text is longer than 256 MiB or 33,554,432 words"
    assert float(memory) < GIGABYTES


@pytest.mark.slow
def test_a_word_of_250_megabytes_is_scored(tmp_path: Path) -> None:
    what, memory = sanitized(tmp_path, "without end", "a", "250").splitlines()
    assert what == "1 word, 1 match"
    assert float(memory) < GIGABYTES
