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

SANITIZERS = ("-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_found_fault_with(seed: int, tmp_path: Path) -> None:
    gcc = shutil.which("gcc")
    if gcc is None:
        pytest.skip("the sanitizers are those of gcc")
    library = tmp_path / "libframing.so"
    hatch_build.compile_core(library, SANITIZERS)
    runtime = subprocess.run(
        [gcc, "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    )
    surroundings = {"LD_PRELOAD": runtime.stdout.strip(), "ASAN_OPTIONS": "detect_leaks=0"}
    command = [sys.executable, "-m", "tests.core.fuzzing", str(library), "2000", str(seed)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | surroundings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
