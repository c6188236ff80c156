"""Other forms of the words of entries, by the stems of nltk's Snowball stemmers (Porter 2001)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from framing.lexicons import Dimension
from framing.lexicons.patterns import parse_pattern
from framing.text import Offsets
from framing.workbench.suggestions.candidates import Candidate
from framing.workbench.suggestions.token_arrays import TokenArrays

STEMMERS: Mapping[str, str] = {
    "ar": "arabic",
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "es": "spanish",
    "sv": "swedish",
}
"""The language of a lexicon, by the code it begins with, and the stemmer for it."""

LONGEST = 4
"""Words of a phrase whose other forms are looked for."""

Stem = Callable[[str], str]
Stems = tuple[int, ...]
"""The stems of a phrase, as numbers."""


def stemmer(language: str) -> Stem | None:
    """The stemmer for a language such as `en`, `pt-BR` or `english`; None where there is none."""
    given = language.strip().lower()
    code = given.replace("_", "-").split("-")[0]
    name = given if given in STEMMERS.values() else STEMMERS.get(code)
    if name is None:
        return None
    from nltk.stem.snowball import SnowballStemmer  # 1.5 s, wanted only here

    stem: Stem = SnowballStemmer(name).stem
    return stem


def inflections(reading: TokenArrays, dimension: Dimension, stem: Stem) -> Iterator[Candidate]:
    """Words and phrases with the stems of an entry; the score is the number of their places.

    The stems of an entry without wildcards are those of its words; one word that ends in `*` has
    the stems of the words that it caught.
    """
    stems: dict[str, int] = {}
    numbers = np.array(
        [stems.setdefault(stem(word), len(stems)) for word in reading.words], dtype=np.int64
    )
    for size, sought in _sought(reading, dimension, stem, stems).items():
        yield from _forms(reading, numbers[reading.word], size, sought)


def _sought(
    reading: TokenArrays, dimension: Dimension, stem: Stem, stems: Mapping[str, int]
) -> dict[int, dict[Stems, str]]:
    """By number of words, the stems that entries have in these articles, with the entry."""
    sought: dict[int, dict[Stems, str]] = defaultdict(dict)
    for term in dimension.terms:
        words = parse_pattern(term.pattern).words
        shapes = {word.shape for word in words}
        if shapes == {"literal"} and len(words) <= LONGEST:
            found = [tuple(stems.get(stem(word.text), -1) for word in words)]
        elif shapes == {"prefix"} and len(words) == 1:
            found = [(stems[stem(word)],) for word in _caught(reading, term.pattern)]
        else:
            continue
        for each in found:
            if -1 not in each:
                sought[len(each)].setdefault(each, term.pattern)
    return sought


def _caught(reading: TokenArrays, entry: str) -> list[str]:
    """The single words that an entry matched."""
    if entry not in reading.entries:
        return []
    own = (reading.entry == reading.entries.index(entry)) & (reading.first == reading.last)
    return [reading.words[word] for word in np.unique(reading.word[reading.first[own]]).tolist()]


def _forms(
    reading: TokenArrays, stems: Offsets, size: int, sought: Mapping[Stems, str]
) -> Iterator[Candidate]:
    """The phrases of so many words whose stems are sought, each once."""
    starts = np.flatnonzero(np.isin(stems, [each[0] for each in sought]))
    starts = starts[starts + size <= len(stems)]
    for step in range(1, size):
        starts = starts[reading.joined[starts + step]]
    places = starts[:, np.newaxis] + np.arange(size)
    starts = starts[reading.usable[reading.word[places]].any(axis=1)]
    places = starts[:, np.newaxis] + np.arange(size)
    forms: dict[tuple[int, ...], list[int]] = defaultdict(list)
    entries: dict[tuple[int, ...], str] = {}
    rows = zip(starts.tolist(), stems[places].tolist(), reading.word[places].tolist(), strict=True)
    for start, own, words in rows:
        if entry := sought.get(tuple(own)):
            forms[tuple(words)].append(start)
            entries[tuple(words)] = entry
    for form, where in forms.items():
        text = " ".join(reading.words[word] for word in form)
        articles = len(np.unique(reading.article[where]))
        score = float(len(where))
        yield Candidate("inflection", text, entries[form], len(where), articles, score)
