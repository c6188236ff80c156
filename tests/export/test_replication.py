"""A replication package: whole, without texts, and its scripts make the program's tables again."""

from __future__ import annotations

import csv
import json
import random
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import framing as program
from framing.errors import FramingError
from framing.export import Scope, export_package, replication
from framing.lexicons.formats import read_lexicon
from framing.library import Library, Selection
from framing.model import Profile
from tests.command import Run
from tests.library_world import BOTH, profile

SIZES = {"Alpha": 40, "Beta": 25, "NA": 12, "=Gamma": 6, "Silent": 5, "Few": 3, "O'“Ü”, x": 8}
"""Sources with so many articles: tests by t, by drawn labels, by all labels, and none."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    chance = random.Random(3)
    made = []
    for source, size in SIZES.items():
        for number in range(size):
            most = 0 if source == "Silent" else 5
            counts = {
                "support": {"aid": chance.randint(0, most), "subsid*": chance.randint(0, most)},
                "distance": {"refus*": int(number == 0)},
            }
            made.append(
                profile(
                    f"{source} {number} told in secret.",
                    counts,
                    words=chance.randint(60, 900),
                    source=source,
                    published=f"20{chance.randint(20, 22)}-0{chance.randint(1, 9)}-05",
                    meta={"desk": chance.choice(["Home", "World"]), "body": "told in secret"},
                )
            )
    with Library(tmp_path_factory.mktemp("library") / "l.db", create=True) as opened:
        opened.runs.add(opened.runs.begin("import", BOTH, {}), "a.jsonl", made)
        family = [1 + made.index(each) for each in copies(made)]
        opened.similar.keep_families([family], opened.similar.pairs.ungrouped(), 0)
        opened.sets.add("long", Selection(("words>=300",)))
        opened.sets.add("short", Selection(("words<300",)))
        yield opened


def copies(made: Sequence[Profile]) -> list[Profile]:
    """Two articles of two sources, of which one counts: of a source and month without another
    article there is then nothing left."""
    first = next(each for each in made if each.article.source == "Alpha")
    second = next(each for each in made if each.article.source == "Few")
    return [first, second]


SCOPES = {
    "by source": Scope(),
    "by source and year": Scope(by="source,year", period="year"),
    "by set, every copy": Scope(by="set", all_copies=True),
}


@pytest.fixture(params=SCOPES)
def package(library: Library, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    export_package(library, tmp_path / "p", scope=SCOPES[request.param])
    return tmp_path / "p"


def ran(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def rows_of(package: Path, name: str) -> list[dict[str, str]]:
    with (package / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rebuilt(package: Path, command: tuple[str | Path, ...]) -> None:
    """All tables come out as they are, and a figure that is another one is found."""
    code, said = ran(*command)
    assert code == 0, said
    for name in ("sources", "trend", "pairs"):
        assert f"{name}: {len(rows_of(package, name))} rows, all as the program has them" in said
    for name, column in (("sources", "high"), ("trend", "pooled_rate"), ("pairs", "adjusted_p")):
        path = package / "data" / f"{name}.csv"
        before = path.read_bytes()
        change(path, column)
        code, said = ran(*command)
        assert code == 1 and f"{name}, " in said and f": {column} " in said, said
        path.write_bytes(before)


def change(path: Path, column: str) -> None:
    """Make the first figure of a column that is not 0 another one, in the eighth digit."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    at = header.index(column)
    row = next(row for row in rows if row[at] and float(row[at]))
    row[at] = repr(float(row[at]) * (1 + 1e-8))
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def test_python_rebuilds_the_tables(package: Path) -> None:
    pytest.importorskip("pandas")
    rebuilt(package, (sys.executable, package / "rebuild.py"))


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_r_rebuilds_the_tables(package: Path) -> None:
    rebuilt(package, ("Rscript", package / "rebuild.R"))


def test_every_way_to_a_p_is_among_them(library: Library, tmp_path: Path) -> None:
    export_package(library, tmp_path / "p")
    pairs = rows_of(tmp_path / "p", "pairs")
    assert {row["method"] for row in pairs} == {"t", "permutation", "none"}
    assert any(row["p"] and not row["ratio"] for row in pairs)  # a silent side
    assert "0" in {row["articles"] for row in rows_of(tmp_path / "p", "trend")}  # copies only
    assert {row["interval"] for row in rows_of(tmp_path / "p", "sources")} == {
        *("ratio", "silence", "none")
    }


def test_no_text_is_in_it(library: Library, tmp_path: Path) -> None:
    export_package(library, tmp_path / "p")
    files = [each for each in (tmp_path / "p").rglob("*") if each.is_file()]
    assert len(files) > 15
    for file in files:
        assert "told in secret" not in file.read_text(encoding="utf-8"), file
    assert "meta.body" not in rows_of(tmp_path / "p", "articles")[0]


def test_lexicons_are_those_of_the_scores(library: Library, tmp_path: Path) -> None:
    export_package(library, tmp_path / "p")
    found = {read_lexicon(each).fingerprint for each in (tmp_path / "p" / "lexicons").iterdir()}
    assert found == {each.fingerprint for each in BOTH}


class TestFolder:
    def test_what_stands_there_is_kept(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "p").mkdir()
        export_package(library, tmp_path / "p")  # an empty folder is taken
        before = (tmp_path / "p" / "README.md").stat().st_ino
        with pytest.raises(FramingError, match="--force replaces it"):
            export_package(library, tmp_path / "p")
        assert (tmp_path / "p" / "README.md").stat().st_ino == before
        export_package(library, tmp_path / "p", force=True)
        assert (tmp_path / "p" / "README.md").stat().st_ino != before
        assert [each.name for each in tmp_path.iterdir()] == ["p"]

    def test_other_things_are_never_replaced(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "mine").write_text("mine")
        for place in (tmp_path, tmp_path / "mine", tmp_path / "mine" / "p"):
            with pytest.raises(FramingError):
                export_package(library, place, force=True)
        assert [each.name for each in tmp_path.iterdir()] == ["mine"]

    def test_what_lies_beside_is_never_replaced(self, library: Library, tmp_path: Path) -> None:
        export_package(library, tmp_path / "p")
        (tmp_path / "p" / "paper.tex").write_text("mine")
        with pytest.raises(FramingError, match="other things"):
            export_package(library, tmp_path / "p", force=True)
        assert (tmp_path / "p" / "paper.tex").read_text() == "mine"

    def test_ctrl_c_while_the_folders_change_places_leaves_what_was(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export_package(library, tmp_path / "p")
        replace = Path.replace

        def stopped(self: Path, target: Path) -> Path:
            if self.name != "p" and self.is_dir() and Path(target).name == "p" and not stops:
                stops.append(self)
                raise KeyboardInterrupt
            return replace(self, target)

        stops: list[Path] = []
        monkeypatch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            export_package(library, tmp_path / "p", force=True)
        assert [each.name for each in tmp_path.iterdir()] == ["p"]
        assert (tmp_path / "p" / "README.md").is_file()

    def test_a_fault_in_the_middle_leaves_what_was(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export_package(library, tmp_path / "old")
        kept = sorted(each.name for each in (tmp_path / "old").iterdir())

        def full(*_: object) -> str:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(replication, "write_toml", full)
        for name in ("old", "new"):
            with pytest.raises(FramingError, match="No space left"):
                export_package(library, tmp_path / name, force=True)
        assert [each.name for each in tmp_path.iterdir()] == ["old"]
        assert sorted(each.name for each in (tmp_path / "old").iterdir()) == kept


class TestCommand:
    @pytest.fixture
    def db(self, framing: Run, tmp_path: Path) -> Path:
        rows = [
            {"source": f"S{n % 2}", "text": f"A danger came {n}. Firms compete.", "published": day}
            for n, day in enumerate(["2020-01-01", "2021-01-01"] * 6)
        ]
        sheet = tmp_path / "rows.jsonl"
        sheet.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
        assert framing("import", sheet, "--db", tmp_path / "l.db").code == 0
        return tmp_path / "l.db"

    def test_its_read_me_has_the_commands_that_make_its_tables(
        self, framing: Run, db: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "p"
        options = (
            "--by",
            "source,year",
            "--period",
            "year",
            "--where",
            "published>=2020-06 OR id~a",
        )
        done = framing("export", "package", folder, *options, "--db", db)
        assert (done.code, done.out) == (0, ""), done.err
        read_me = (folder / "README.md").read_text(encoding="utf-8")
        assert program.version() in read_me
        commands = [line for line in read_me.splitlines() if line.startswith("framing export ")]
        made, *tables = [shlex.split(line)[1:] for line in commands]
        assert made[:3] == ["export", "package", "DIR"]
        assert len(tables) == len(list((folder / "data").iterdir()))
        for command in tables:
            exported = framing(*command, "--db", db)
            kept = (folder / "data" / f"{command[1]}.csv").read_text(encoding="utf-8")
            assert exported.out == kept, command

    def test_its_provenance_makes_its_scores(self, framing: Run, db: Path, tmp_path: Path) -> None:
        folder = tmp_path / "p"
        framing("export", "package", folder, "--db", db)
        again = framing("rerun", folder / "provenance.json", "--db", db)
        assert again.out == (folder / "data" / "scores.csv").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "arguments",
        [
            ("package",),
            ("package", "p", "--format", "json"),
            ("package", "p", "-o", "x.csv"),
            ("package", "p", "--word", "x"),
            ("scores", "p"),
        ],
    )
    def test_what_cannot_be_asked(
        self, framing: Run, db: Path, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        before = sorted(tmp_path.iterdir())
        done = framing("export", *arguments, "--db", db)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: ")
        assert sorted(tmp_path.iterdir()) == before
