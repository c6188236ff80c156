"""Every parser that reads what strangers write: sound examples, and how it is called."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from framing import settings
from framing.articles import Options, find_files, read, take
from framing.articles.date_columns import DateColumn
from framing.articles.manifest import load
from framing.coding import draw, import_sheet
from framing.coding.code_files import read_codes
from framing.coding.filled_sheets import SheetOptions
from framing.coding.strata import SampleRequest
from framing.errors import FramingError, ReadError
from framing.export import export_provenance
from framing.lexicons import Lexicon
from framing.lexicons.formats import FORMATS, parse_reported, written
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article
from framing.places import settings_file
from framing.runs.rerun import read_provenance
from tests.articles.exports.writing import STORIES, Story
from tests.articles.exports.writing import WRITERS as EXPORTS
from tests.articles.writers import WRITERS, Made, Writer
from tests.lexicons.test_formats_habits import LAYOUTS
from tests.lexicons.test_formats_round_trips import NESTED
from tests.lexicons.test_lexicon_files import FULL


@dataclass(frozen=True)
class Parser:
    """A parser, for bytes in a file of a certain name."""

    name: str
    """Of the file."""
    sound: Callable[[], Sequence[bytes]]
    parse: Callable[[Path], object]
    """Raises FramingError for what it cannot take; anything else is a fault."""


SAID = {
    "title": "A <b>quay</b> & a [/red] crane",
    "source": "The “Daily”; North",
    "published": "2025-02-09",
    "author": "Zoë Núñez, Bo Lee",
    "url": "https://example.org/a?b=1&c=2",
    "language": "en",
    "desk": "=1+1",
}
TEXTS = (
    "The harbour said on Monday that it would lend money to the yards.\n\n“We build,” she said.",
    "Von: nobody\n\nGrain costs less than a year ago; mills don’t buy more.\n\n[Read more] 5%",
)
MADE = tuple(
    Made("\n\n".join(f"Part {n}. {text}" for n in range(8)), SAID) for text in TEXTS
)  # long enough for a web page to be an article


def articles(path: Path) -> None:
    """Read a file, strictly and with its bad rows passed over, and take its articles."""
    for options in (Options(), Options(skip_bad_rows=True, repair=("hyphens",), source="D")):
        found = find_files([str(path)], options)
        for error in found.refused:
            told(error)
        for file in found.files:
            dates = DateColumn(file.name)
            try:
                for draft in dates.seen(read(file, options, told)):
                    with suppress(ReadError):
                        take(draft)
                dates.order()
            except FramingError as error:
                told(error)


def told(error: FramingError) -> None:
    """What is told of a row or file is one line."""
    line = str(error)
    assert "\n" not in line and len(line) <= 300, line


def _made(writer: Writer) -> list[bytes]:
    return [writer.write(MADE if writer.many else MADE[:1])]


def _exported(export: Callable[[Sequence[Story]], str]) -> list[bytes]:
    return [export(STORIES).encode()]


def _of_articles() -> Iterator[tuple[str, Parser]]:
    for name, writer in WRITERS.items():
        parser = Parser(f"a{writer.suffix}", partial(_made, writer), articles)
        yield f"articles {name}", parser
    for name, export in EXPORTS.items():
        yield f"export {name}", Parser("a.txt", partial(_exported, export), articles)


LISTED = {"sea": ["wave*", "high tide"], "sea/wind": ["gale", "no"], "port": ["dock?"]}


def _of_lexicons() -> Iterator[tuple[str, Parser]]:
    for name, form in FORMATS.items():
        if form.write and name != "txt":
            content = FULL if name == "toml" else written(Path(f"x.{name}"), NESTED)
            yield f"lexicon {name}", _lexicon(f"x.{name}", content)
    for name, (file, write) in LAYOUTS.items():
        yield f"lexicon layout {name}", _lexicon(file, write(LISTED))
    yield "lexicon txt", _lexicon("x.txt", "# words\nwave*\nhigh tide\ngale\n")


def _lexicon(file: str, content: str) -> Parser:
    return Parser(file, lambda: [content.encode()], lambda path: _parsed(path))


def _parsed(path: Path) -> None:
    found = parse_reported(path, path.read_bytes())
    Scanner([found.lexicon]).rate([Article("0", "The gale and the high tide.")])


MANIFEST = 'file,source,published,title,desk\na.txt,"The Daily, North",03/04/2025,A “quay”,=1\n'
CODES = (
    "text,support,distance\nThe state lends money.,1,0\nShe said no.,0,1.0\n,,\n",
    "article,start,end,support\nab12,0,20,1\nab12,21,40,0\n",
)


@cache
def coded_library() -> Path:
    """A library from which a sheet was drawn."""
    folder = Path(mkdtemp(prefix="framing-hostile-"))
    lexicon = parse_reported(Path("x.toml"), FULL.encode()).lexicon
    found = [
        Article(f"{n:016x}", f"A subsidy of {n} came. A risk is a risk. It rains.", "D")
        for n in range(4)
    ]
    with Library(folder / "l.db", create=True) as library:
        run = library.runs.begin("import", (lexicon,), {})
        library.runs.add(run, "a.txt", Scanner([lexicon]).rate(found))
        library.runs.finish(run)
        library.codes.add_sample(draw(library, SampleRequest("sentence", size=8)))
    return folder / "l.db"


def sheets() -> list[bytes]:
    """A sheet of that library, filled in."""
    with Library(coded_library()) as library:
        sample = library.codes.samples()[0]
    columns = ("unit", "text", *sample.dimensions)
    lines = [",".join(f'"{name}"' for name in columns)]
    for unit in sample.units:
        lines.append(f'{unit.id},"{unit.text}",1,0')
    return ["\n".join(lines).encode()]


def _sheet(path: Path) -> None:
    with Library(coded_library()) as library:
        import_sheet(library, str(path), SheetOptions(coder="Ann"), lambda _: True)


def provenances() -> list[bytes]:
    """What that library exports of how its scores were made."""
    path = coded_library().with_name("provenance.json")
    with Library(coded_library()) as library:
        export_provenance(library, path, force=True)
    return [path.read_bytes()]


def _settings(path: Path) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_bytes(path.read_bytes())
    settings.load()


def _canonical() -> list[bytes]:
    return [parse_reported(Path("x.toml"), FULL.encode()).lexicon.canonical().encode()]


def _stored_lexicon(path: Path) -> None:
    Lexicon.from_canonical(path.read_text(encoding="utf-8", errors="replace"))


PARSERS: Mapping[str, Parser] = {
    **dict(_of_articles()),
    "articles packed csv": Parser(
        "a.csv.gz", lambda: [gzip.compress(WRITERS["csv"].write(MADE), mtime=0)], articles
    ),
    **dict(_of_lexicons()),
    "manifest": Parser("m.csv", lambda: [MANIFEST.encode()], lambda path: load(str(path))),
    "codes": Parser(
        "c.csv",
        lambda: [each.encode() for each in CODES],
        lambda path: read_codes(str(path), ("support", "distance")),
    ),
    "sheet": Parser("Ann.csv", sheets, _sheet),
    "provenance": Parser("p.json", provenances, read_provenance),
    "settings": Parser(
        "s.json",
        lambda: [json.dumps({"theme": "x", "lexicons_off": ["a"], "coder": "Ann"}).encode()],
        _settings,
    ),
    "lexicon of a library": Parser("c.json", _canonical, _stored_lexicon),
}
"""By what is read."""
