"""A small library with a lexicon of the user's own, for the tests of the lexicons screen."""

from __future__ import annotations

from pathlib import Path

from framing.articles import take
from framing.lexicons import read_lexicon
from framing.library import Library
from framing.matching import Scanner
from framing.model import Draft
from framing.places import lexicon_folder

RISK = """\
name = "hazards"
title = "Hazards"
version = "1.2"
language = "en"

[dimensions.danger]
title = "Danger"
terms = [
  "storm*",
  "flood*",
  "uproarr",
]
"""
CALM = """\
name = "calm"
version = "1.0"

[dimensions.calm]
title = "Calm"
terms = ["quiet", "upheaval is over"]
"""
TEXTS = {
    "North": "A storm came. The upheaval was not small. " + "It rained again. " * 6,
    "South": "A flood and an uproar. The upheaval is over. " + "Nobody knows why. " * 6,
    "West": "A quiet day. " + "Nothing of the kind happened. " * 6,
}


def library_with_own_lexicons(folder: Path, *, told: bool = True) -> Path:
    """The library in a new file of a folder, scored by the two lexicons of the user's folder, and
    `told` to use these."""
    own = lexicon_folder()
    own.mkdir(parents=True, exist_ok=True)
    for name, text in (("hazards", RISK), ("calm", CALM)):
        (own / f"{name}.toml").write_text(text, encoding="utf-8")
    lexicons = [read_lexicon(own / f"{name}.toml") for name in ("hazards", "calm")]
    drafts = [Draft(text, f"{name}.txt", source=name) for name, text in TEXTS.items()]
    path = folder / "own.db"
    with Library(path, create=True) as library:
        if told:
            library.lexicons.use(each.name for each in lexicons)
        number = library.runs.begin("import", lexicons, {})
        library.runs.add(number, "test", Scanner(lexicons).scan([take(each) for each in drafts]))
        library.runs.finish(number)
    return path
