"""The benchmark of shards runs without a corpus."""

from __future__ import annotations

import json

import pytest

from benchmarks import shards


def test_shards_are_measured_beside_the_scan(capsys: pytest.CaptureFixture[str]) -> None:
    shards.main(["--articles", "6", "--rounds", "1", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["articles"] == 6
    assert report["scans"]["scan"] == 1
    assert report["seconds"].keys() == report["scans"].keys()
    assert report["size"]["bare.parquet"] < report["size"]["scores.parquet"]
