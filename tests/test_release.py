"""What is published: the same bytes whoever builds it, and what its folder says of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

import framing
from tests.paths import ROOT

TREE = ("framing", "tui", "lexicons", "seeds", "hatch_build.py", "pyproject.toml", "LICENSE")
TREE += ("README.md", "CHANGELOG.md")
NO_PART = shutil.ignore_patterns("__pycache__", "*.so", "*.dylib", "*.dll", ".build-*")
FOR_DEVELOPERS = {"test", "bench"}


def copied(folder: Path, day: int) -> Path:
    """A copy of the tree in a folder, whose files are of that day."""
    folder.mkdir()
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=NO_PART)
        else:
            shutil.copy(ROOT / name, folder / name)
    for path in folder.rglob("*"):
        os.utime(path, (day * 86400, day * 86400))
    return folder


def built(folder: Path) -> dict[str, str]:
    """The digests of what comes of a tree, by name."""
    command = [sys.executable, "-m", "build", "--sdist", "--wheel", "--outdir", folder / "dist"]
    surroundings = os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "CFLAGS": "-g"}
    done = subprocess.run(
        [*command, folder], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    files = (folder / "dist").iterdir()
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


@pytest.mark.slow
def test_two_builds_of_one_tree_give_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, on another day; with `-g` a compiler writes down where the sources lay."""
    one, other = copied(tmp_path / "one", 20_000), copied(tmp_path / "another place", 20_500)
    found = built(one)
    assert sorted(Path(name).suffix for name in found) == [".gz", ".whl"]
    assert found == built(other)


@pytest.fixture
def release() -> Path:
    """The folder that `.ci/release` made."""
    if folder := os.environ.get("FRAMING_RELEASE"):
        return Path(folder)
    pytest.skip("FRAMING_RELEASE names no folder that .ci/release made")


def canonical(requirement: str) -> str:
    """The name of a package as registries write it."""
    name = re.split(r"[\[<>=!~; ]", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_release_says_what_is_installed_with_it(release: Path) -> None:
    text = (release / "sbom.cdx.json").read_text(encoding="utf-8")
    bom = json.loads(text)
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    own = bom["metadata"]["component"]
    assert (own["name"], own["version"]) == ("framing-tui", framing.version())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"]]
    wanted += [each for name in extras if name not in FOR_DEVELOPERS for each in extras[name]]
    parts = {canonical(each["name"]): each for each in bom["components"]}
    assert {canonical(each) for each in wanted} - {"framing-tui"} <= parts.keys()
    assert not {"pytest", "mypy", "spacy"} & parts.keys()
    for each in parts.values():
        assert each["purl"] == f"pkg:pypi/{canonical(each['name'])}@{each['version']}"
    here = ("file:", "localhost", str(ROOT), str(Path.home()), sys.prefix, tempfile.gettempdir())
    assert not [each for each in here if each in text]


def test_the_sums_of_a_release_are_those_of_its_files(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    found = {each.name: each.read_bytes() for each in release.iterdir() if each.name in sums}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == sums
    assert {*sums, "SHA256SUMS"} == {each.name for each in release.iterdir()}
