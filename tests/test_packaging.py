"""What the files beside the program say of it."""

from __future__ import annotations

import re

import framing
from tests.paths import ROOT


def test_the_citation_names_this_version() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    (version,) = re.findall(r"^version: (.+)$", text, re.MULTILINE)
    assert version == framing.version()
