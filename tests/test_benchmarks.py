"""The benchmark script: it runs without a corpus and without the packages it compares with."""

import gzip
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from benchmarks import (
    big_library,
    copies,
    hostile,
    import_memory,
    importing,
    million,
    pages,
    scan,
    voices,
)

PEERS = (
    "sklearn.feature_extraction.text",
    "pandas",
    "spacy",
    "flashtext",
    "liwc",
    "ahocorasick_rs",
    "trafilatura",
)
LEFT = {
    "framing",
    "framing, who speaks as well",
    "re alternation",
} | ({scan.CEILING} if shutil.which("cc") else set())
TINY = ["--articles", "6", "--rounds", "1"]


@pytest.fixture(scope="module", autouse=True)
def _alone() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for peer in PEERS:
            patch.setitem(sys.modules, peer, None)
        yield


@pytest.fixture(scope="module")
def printed(_alone: None) -> str:
    """What a tiny run prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        scan.main(TINY)
    return out.getvalue()


def _report(capsys: pytest.CaptureFixture[str], *given: str) -> dict:
    scan.main([*given, "--json"])
    return json.loads(capsys.readouterr().out)


def test_made_up_articles_and_lexicons_are_measured(capsys):
    report = _report(capsys, *TINY)
    assert report["articles"] == 6
    assert [(each["lexicon"], each["patterns"]) for each in report["lexicons"]] == [
        ("small", 150),
        ("large", 5000),
    ]
    for each in report["lexicons"]:
        assert {line["counter"] for line in each["lines"]} == LEFT
        assert next(line["ratio"] for line in each["lines"] if line["counter"] == "framing") == 1
        assert each["article_milliseconds"] > 0


def test_missing_packages_are_named(printed):
    assert "Left out: liwc (liwc is not installed)." in printed
    assert "Left out: spaCy PhraseMatcher (spacy is not installed)." in printed


def test_what_asking_who_speaks_costs_is_said(printed):
    assert len(re.findall(r"Who speaks as well: \d+\.\d\d times the CPU time", printed)) == 2
    head, *rows = (
        line.strip("| ").split(" | ")
        for line in printed.partition("## What each counter does")[2].split("\n")
        if line.startswith("|") and "---" not in line
    )
    voices = {row[0]: row[head.index("voices")] for row in rows}
    assert {name for name, has in voices.items() if has == "yes"} == {scan.WITH_VOICES}


def test_the_same_seed_makes_the_same_articles():
    first, _ = scan.collection(scan.arguments([*TINY, "--seed", "7"]))
    again, _ = scan.collection(scan.arguments([*TINY, "--seed", "7"]))
    other, _ = scan.collection(scan.arguments([*TINY, "--seed", "8"]))
    assert first == again != other


def test_counters_find_the_same_in_a_corpus_of_ones_own(tmp_path: Path, capsys):
    corpus, lexicon = tmp_path / "news.jsonl.gz", tmp_path / "mine.json"
    texts = ["Risks rise, a bubble grows.", "No riskier state aid was seen.", "Asterisk, status."]
    with gzip.open(corpus, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    rows = [["risk*", "risk"], ["bubble", "risk"], ["state aid", "state"]]
    lexicon.write_text(json.dumps(rows), encoding="utf-8")
    given = ("--corpus", str(corpus), "--lexicon", str(lexicon), "--rounds", "1")
    (report,) = _report(capsys, *given)["lexicons"]
    found = {line["counter"]: line["matches"] for line in report["lines"]}
    # Risks, bubble, riskier, state and aid in three articles.
    assert found.pop(scan.CEILING, 5 / 3) == 5 / 3
    # Risks, bubble, riskier and state aid.
    assert found == dict.fromkeys(LEFT - {scan.CEILING}, 4 / 3)


def test_growth_compares_collections_of_different_size(capsys):
    report = _report(capsys, *TINY, "--growth-only", "--growth", "5", "20")
    assert report["lexicons"] == []
    assert set(report["growth"][0]["milliseconds"]) == {"5", "20"}


def test_an_import_is_measured_beside_its_parts(capsys):
    importing.main(["--articles", "5", "--rounds", "1", "--growth", "7", "--json"])
    report = json.loads(capsys.readouterr().out)
    found = report["import"]
    assert found["articles"] == 5
    assert set(found["parts"]) == {"read", "take", "scan", "write"}
    assert found["strict_ratio"] > found["ratio"] > 0
    assert found["script"] is None  # its libraries are missing here
    assert [each["articles"] for each in report["growth"]] == [7]
    assert report["growth"][0]["megabytes"] > 1


def memory(capsys, *given: str) -> tuple[list[dict], dict]:
    import_memory.main(["--json", *given])
    found = json.loads(capsys.readouterr().out)
    return found["imports"], found["one line"]


@pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux for the memory of a process")
def test_the_memory_of_an_import_is_measured(capsys):
    (found,), refused = memory(capsys, "--megabytes", "0.1", "--kinds", "copies")
    assert found["articles"] > 10
    assert 10 < found["one"]["megabytes"] < found["whole"]["megabytes"] * 1.5
    assert refused["megabytes"] > 10


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux for the memory of a process")
def test_the_memory_of_an_import_is_bounded(capsys):
    found, refused = memory(capsys, "--megabytes", "30", "--jobs", "1")
    for each in found:
        assert each["whole"]["megabytes"] <= 300, each
        assert each["one"]["megabytes"] <= 150, each
    assert refused["megabytes"] <= 150


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux for the memory of a process")
@pytest.mark.parametrize("call", ["rate", "scan"])
def test_a_hostile_lexicon_and_text_take_bounded_memory(call):
    for name in hostile.CASES:
        own = [sys.executable, "-m", "benchmarks.hostile", name, call]
        done = subprocess.run(own, capture_output=True, text=True, check=True)
        assert float(done.stdout.split()[2]) <= 500, (name, done.stdout)


def test_planted_copies_are_counted_by_kind(capsys):
    copies.main(["--articles", "60", "--copies", "10", "--edits", "0"])
    out = capsys.readouterr().out
    for kind in ("exact", "retitled", "agency line", "truncated", "edited"):
        assert f"| {kind} | 2 | 2 |" in out
    assert "wrong families: 0 of 10" in out


def test_pages_are_measured_against_what_a_person_took(tmp_path: Path, capsys):
    text = "The harbour town has opened a second ferry line, and its council hopes for visitors."
    head = "<title>Ferry</title><meta name=author content='Ann Lee'>"
    (tmp_path / "a.html").write_text(f"{head}<article><p>{text}</p></article>")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(f"<p>{text} Or not.</p>".encode()))
    golds = (
        {"file": "a.html", "text": text, "author": "Lee, Ann", "published": "2025-01-29"},
        {"file": "b.html.gz", "with": ["second ferry"], "without": ["Or not"]},
    )
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, golds)))
    pages.main([str(tmp_path)])
    found = dict(re.findall(r"^framing +(\w+) +mean (\d\.\d+)", capsys.readouterr().out, re.M))
    assert {each: float(share) for each, share in found.items()} == {
        "text": 1, "counted": 1, "author": 1, "published": 0, "with": 1, "without": 0,
    }  # fmt: skip


def test_negation_and_voices_are_measured_on_coded_matches(tmp_path, capsys):
    text = "The mayor said the plan has no risk.\n\nA risk came."
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as out:
        for name in ("a", "b", "c", "d"):
            row = {"id": name, "title": "", "source": "", "text": text}
            print(json.dumps(row), file=out)

    def coded(code: object) -> str:
        place = {"start": text.index("risk"), "end": text.index("risk") + 4, "context": text}
        rows = [
            {"id": each, "article": each, "text": "risk", "kind": "term", "code": code, **place}
            for each in ("a", "b", "c", "d")
        ]
        marked = text.replace("risk", "[[risk]]", 1)
        return "\n".join(
            json.dumps({**row, "context": marked, "speakers": ["The mayor"], "class": []})
            for row in rows
        )

    (tmp_path / "negation.jsonl").write_text(coded(1))
    (tmp_path / "voice.jsonl").write_text(coded("reported"))
    folder = str(tmp_path)
    corpus = ["--corpus", str(tmp_path / "news.jsonl.gz"), "--lexicons", folder]
    voices.main([folder, *corpus])
    seen = capsys.readouterr().out
    voices.main([folder, *corpus, "--kept"])
    both = seen + capsys.readouterr().out
    assert "negated: precision 1.000" in both
    assert "reported: precision 1.000" in both
    assert "speaker: as written 1.000" in both


def test_a_big_library_is_made_and_asked(capsys, tmp_path):
    path = tmp_path / "big.db"
    for size in ("20", "60"):
        big_library.main(["make", str(path), "--articles", size])
    big_library.main(["measure", str(path), "--rounds", "1"])
    out = capsys.readouterr().out
    for asked in ("rates of sources", "list by published, down, from 10", "view term_counts"):
        assert asked in out


def test_articles_put_together_of_others_are_scored_into_a_lake(capsys):
    rows = list(million.rows_of(None, 900))
    assert len({row["text"] for row in rows}) == 900
    asked = ["--articles", "30", "--file-articles", "20", "--format", "jsonl"]
    million.main([*asked, "--serial", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert (report["articles"], len(report["entry_hash"])) == (30, 64)
    assert report["bytes_in"] > 0 < report["bytes_out"]
    assert report["cpu_seconds"] > 0 < report["core_hours_100_million"]
