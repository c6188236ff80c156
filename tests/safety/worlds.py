"""Commands that change a library, each with the world that it is run in, and how it has to end
whatever is planted in its way.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from framing.articles.hashes import text_sha256
from framing.library.migrations import APPLICATION_ID, MIGRATIONS, SCHEMA, m008_plain_articles
from tests.safety import wholeness
from tests.safety.faults import Ended, Fault, Faults

LIBRARY = "l.db"
EXPORT = "config/scores.csv"
FEELINGS = """
name = "feelings"
version = "1.0"
language = "en"

[dimensions.hope]
terms = ["hope*", "growth"]

[dimensions.fear]
terms = ["fear*", "crisis"]
"""
PLACES = """
name = "places"
version = "1.0"
language = "en"

[dimensions.place]
terms = ["town*", "river", "road*", "bridge"]
"""
_WORDS = (
    *("hope", "hopes", "growth", "fear", "fears", "crisis", "not", "said"),
    *("firm", "towns", "river", "road", "bridge", "vote"),
)
_OLDER = MIGRATIONS.index(m008_plain_articles)


def texts(size: int) -> list[str]:
    """Short articles of a few words each."""
    chance = random.Random(1)
    return [f"Item {n}: {' '.join(chance.choices(_WORDS, k=8))}." for n in range(size)]


def corpus(path: Path, size: int) -> Path:
    """A file of so many articles of seven sources."""
    rows = ({"text": text, "source": f"s{n % 7}"} for n, text in enumerate(texts(size)))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def settle(world: Path) -> Path:
    """Make the folder of a user who has one lexicon."""
    folder = world / "config" / "framing"
    (folder / "lexicons").mkdir(parents=True)
    (folder / "lexicons" / "feelings.toml").write_text(FEELINGS, encoding="utf-8")
    (folder / "settings.json").write_text(json.dumps({"lexicons_off": ["risk"]}), encoding="utf-8")
    return world


def make_older(world: Path) -> None:
    """Put a library that an older version left in the place of the one that is there."""
    new, old = world / LIBRARY, world / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        for change in MIGRATIONS[:_OLDER]:
            change(Database(db))
        db.execute("ATTACH ? AS new", (str(new),))
        db.execute("BEGIN")
        for table in ("lexicons", "runs", "imports", "articles", "scores", "entry_counts"):
            db.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
        for table in ("voice_words", "voice_scores", "sketches", "families"):
            db.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
        db.execute("INSERT OR REPLACE INTO meta SELECT * FROM new.meta WHERE key LIKE '%_version'")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {_OLDER}")
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")
    old.replace(new)


def add_risk(world: Path) -> None:
    """Another lexicon is there that the library does not use."""
    text = PLACES.replace('"places"', '"risk"')
    (world / "config" / "framing" / "lexicons" / "risk.toml").write_text(text, encoding="utf-8")


def leave_export(world: Path) -> None:
    """An earlier export stands where the new one is to stand."""
    (world / EXPORT).write_text("earlier\n", encoding="utf-8")


def _nothing(_: Path) -> None:
    """Leave a world as it is."""


@dataclass(frozen=True, slots=True)
class Work:
    """A command that changes a library."""

    name: str
    arguments: tuple[str, ...]
    """`{articles}`, `{lexicon}` and `{export}` stand for a file of articles, one of a lexicon, and
    one that is to be written."""
    begins: bool = False
    """Whether it makes the library itself."""
    prepare: Callable[[Path], None] = _nothing
    again: tuple[int, ...] = (0,)
    """The exit codes of doing it again: nothing may be left to do."""
    refused: tuple[int, ...] = (1, 3)
    """The exit codes where a file fails, another than the library by 1."""


WORKS = (
    Work("import", ("import", "{articles}", "--progress", "lines"), begins=True),
    Work("score", ("score", "--lexicon", "{lexicon}")),
    Work("edit", ("edit", "--where", "source=s1", "title=Hope and fear", "--yes")),
    Work("remove", ("remove", "--where", "source=s1", "--yes"), again=(0, 1)),
    Work("lexicon add", ("lexicon", "add", "{lexicon}")),
    Work("migration", ("runs",), prepare=make_older),
)
MORE = (
    Work("set", ("set", "new", "mine", "--where", "source=s1")),
    Work("lexicon use", ("lexicon", "use", "risk"), prepare=add_risk),
    Work("lexicon remove", ("lexicon", "remove", "feelings", "--yes"), again=(0, 1)),
    Work("lexicon off", ("lexicon", "off", "feelings")),
    Work("export", ("export", "scores", "-o", "{export}", "--force"), prepare=leave_export),
)
"""Others, which share what the first ones try."""


def _files(world: Path) -> dict[str, str]:
    """What the user's files hold, by name; drafts that a kill left are read by nobody."""
    files = [each for each in (world / "config").rglob("*") if each.is_file()]
    return {
        str(each.relative_to(world)): each.read_text("utf-8")
        for each in files
        if each.suffix != ".part"
    }


class Trial:
    """A work that is tried again and again in copies of one world, and its undisturbed end."""

    def __init__(self, faults: Faults, work: Work, folder: Path, size: int) -> None:
        self._faults = faults
        self.work = work
        self._folder = folder
        self._articles = corpus(folder / "news.jsonl", size)
        self._texts = [text_sha256(text) for text in texts(size)]
        lexicon = folder / "places.toml"
        lexicon.write_text(PLACES, encoding="utf-8")
        self.base, self.world = settle(folder / "base"), folder / "world"
        self._names = {"articles": str(self._articles), "lexicon": str(lexicon)}
        if not work.begins:
            self._faults.run(self.base, "import", self._articles, "--db", self.base / LIBRARY)
            work.prepare(self.base)
        self.expected: dict[str, str] = {}
        undisturbed = self.run()
        assert undisturbed.code == 0, undisturbed.err
        self.places, self.cpu = undisturbed.places, undisturbed.cpu
        self.expected = self._content(self.world)

    def run(self, fault: Fault = Fault.NONE, at: int = 0, after: float = 0.0) -> Ended:
        """Do the work in a new copy of the world."""
        self._renew()
        return self._faults.run(
            self.world, *self._arguments(self.world), fault=fault, at=at, after=after
        )

    def _arguments(self, world: Path) -> list[str]:
        names = self._names | {"export": str(world / EXPORT)}
        return [
            *(each.format(**names) for each in self.work.arguments),
            "--db",
            str(world / LIBRARY),
        ]

    def stops(self) -> Iterator[tuple[Path, str]]:
        """Do the work, and stop before each change of a file: a copy of the world as a kill would
        leave it, and what was said up to then."""
        self._renew()
        copy = self.world.with_name("copy")
        for _ in self._faults.stops(self.world, *self._arguments(self.world)):
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(self.world, copy)
            yield copy, self._faults.said()

    def _renew(self) -> None:
        shutil.rmtree(self.world, ignore_errors=True)
        shutil.copytree(self.base, self.world)

    def _content(self, world: Path) -> dict[str, str]:
        """What a library and the user's files hold."""
        return wholeness.content(world / LIBRARY) | _files(world)

    def state(self, world: Path) -> str:
        """What tells apart the states that one run leaves a world in: the bytes of the library,
        with what its log holds of commits, and the user's files."""
        path = world / LIBRARY
        wholeness.counts(path)  # who closes a library last leaves no log
        stored = path.read_bytes() if path.exists() else b""
        return sha256(stored + repr(_files(world)).encode()).hexdigest()

    def lost(self, world: Path, out: str) -> list[str]:
        """What is damaged or half-written in a world, or was said to be stored and is not there."""
        path = world / LIBRARY
        found = self.forgotten(world, out)
        if wholeness.counts(path):
            found += wholeness.damage(path)
        if wholeness.schema(path) == SCHEMA:
            found += wholeness.halves(path)
        return found + self._half_files(world)

    def _half_files(self, world: Path) -> list[str]:
        """The user's files that are neither as they were nor as they are to be."""
        base, now = _files(self.base), _files(world)
        names = {*base, *now, *(name for name in self.expected if name.startswith("config/"))}
        return [
            name for name in names if now.get(name) not in (base.get(name), self.expected.get(name))
        ]

    def forgotten(self, world: Path, out: str) -> list[str]:
        """What was said to be stored in a world and is not there, or is in no sound order."""
        path = world / LIBRARY
        found = wholeness.disorder(path) if wholeness.counts(path) else []
        if self.acknowledged(out) > self.stored(world):
            found.append("acknowledged articles")
        return found

    def acknowledged(self, out: str) -> int:
        """How many articles were said to be stored."""
        said = re.findall(r"^stored (\d+) of", out, re.MULTILINE)
        return int(said[-1]) if said else 0

    def stored(self, world: Path) -> int:
        """How many articles are stored, up to the first of the file that is not."""
        path = world / LIBRARY
        there = wholeness.text_hashes(path) if wholeness.counts(path) else set()
        missing = (n for n, text in enumerate(self._texts) if text not in there)
        return next(missing, len(self._texts))

    def redone(self, world: Path) -> list[str]:
        """What differs from an undisturbed run once the work is done again in a world."""
        path = world / LIBRARY
        again = self._faults.run(world, *self._arguments(world))
        if again.code not in self.work.again:
            return [again.err]
        if again.code:  # what was left to do is done when scores are next asked for
            self._faults.run(world, "articles", "--db", path)
        found = self._content(world)
        return [
            *(name for name in found | self.expected if found.get(name) != self.expected.get(name)),
            *wholeness.damage(path),
            *wholeness.halves(path),
            *wholeness.problems(path),
        ]
