"""What a killed export left is removed by a later one, once it is surely nobody's."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.command import Run


def test_only_what_a_killed_program_left_a_day_ago_goes(framing: Run, home: Path) -> None:
    (home / "a.txt").write_text("The risk grows.", encoding="utf-8")
    library, out = home / "l.db", home / "out"
    assert framing("import", home / "a.txt", "--db", library).code == 0
    out.mkdir()
    old, folder, young = (out / f".framing-{digit * 16}.part" for digit in "abc")
    other = out / ".framing-mine.part"
    for each in (old, young, other):
        each.write_text("half")
    folder.mkdir()
    (folder / "scores.csv").write_text("half")
    target = home / "elsewhere"
    target.write_text("mine")
    link = out / f".framing-{'d' * 16}.part"
    link.symlink_to(target)
    before = time.time() - 90_000
    for each in (old, folder, other, link):
        os.utime(each, (before, before), follow_symlinks=False)
    assert framing("export", "scores", "-o", out / "scores.csv", "--db", library).code == 0
    assert {each.name for each in out.iterdir()} == {"scores.csv", young.name, other.name}
    assert target.read_text() == "mine"
    os.utime(young, (before, before))
    assert framing("export", "package", out / "package", "--db", library).code == 0
    assert not young.exists()
