"""A library whose every text was written by somebody who means the terminal harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from framing.articles import take
from framing.coding import draw
from framing.coding.strata import SampleRequest
from framing.lexicons import Dimension, Lexicon, Term
from framing.lexicons.formats import written
from framing.library import Code, Library, Selection
from framing.matching import Scanner
from framing.model import Draft
from framing.places import lexicon_folder

MARKUP = "[/red]"
"""Every hostile text begins with it: where it does not stand on the screen it was read."""
SAID = (
    f"{MARKUP}[@click=app.quit]x[/] \x1b]52;c;aGFjaw==\x07 \x1b[2J",
    f"{MARKUP}\x9b31m\x90q\x85 \u202eturned\u2066 \u2069",
    f"{MARKUP}zero\u200bwidth \ufeff\u00ad {{braces}} $primary %s",
    f"{MARKUP}long " + "x" * 100_000,
)
_WORDS = "The risk is real. Subsidies help. " + "It rained again. " * 8


def hostile_lexicons() -> tuple[Lexicon, ...]:
    """Two lexicons with hostile titles and terms, in files of the user's folder."""
    own = lexicon_folder()
    own.mkdir(parents=True, exist_ok=True)
    made = []
    for name, term, said in (("hostile", "risk*", SAID[0]), ("other", "subsid*", SAID[1])):
        terms = (Term(term), Term("rained"))
        scored = Dimension(name, said[:60], definition=said, terms=terms)
        lexicon = Lexicon(name, title=said[:60], version="1", dimensions=(scored,))
        path = own / f"{name}.toml"
        path.write_text(written(path, lexicon), encoding="utf-8")
        made.append(replace(lexicon, path=str(path)))
    return tuple(made)


def hostile_library(folder: Path) -> Path:
    """The library in a new file, two runs of it, with sets, samples and codes of two coders."""
    lexicons = hostile_lexicons()
    path = folder / f"{MARKUP.replace('/', '')}\x1b]52;c;x\x07\u202e.db"
    drafts = [
        Draft(
            f"{said}\n\n{_WORDS}{said} number {number}.",
            f"{said[:80]}{number}.txt".replace("/", "_"),
            source=said[:300],
            title=f"{said} {number}",
            author=said[:300],
            published=f"2024-0{1 + number % 6}-01",
            language="en",
        )
        for number, said in enumerate(SAID * 6)
    ]
    with Library(path, create=True) as library:
        library.lexicons.use(each.name for each in lexicons)
        articles = [take(each) for each in drafts]
        for kind in ("import", "score"):
            number = library.runs.begin(kind, lexicons, {"every": True, SAID[0]: SAID[1]})
            profiles = Scanner(lexicons).scan(articles)
            if kind == "import":
                library.runs.add(number, SAID[0], profiles)
            else:
                library.runs.rescore(number, profiles)
            library.runs.finish(number)
        library.sets.add(SAID[0][:60], Selection(ids=[each.id for each in articles]))
        sample = draw(library, SampleRequest("sentence", size=8))
        library.codes.add_sample(sample)
        codes = [
            Code(unit.id, name, coder, value, "coder")
            for value, coder in enumerate((SAID[0][:40], SAID[1][:30]))
            for unit in sample.units[:2]
            for name in sample.dimensions
        ]
        library.codes.add(codes, SAID[1][:80])
    return path
