"""What a library holds, read back as records; through the standard sqlite3 only.

Long answers come in batches, each a query of its own that is read to its end: no open query
stands in the way of a write. `Library.snapshot` makes them one consistent whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from framing.articles.hashes import excluded_sha256, text_sha256
from framing.errors import NotFoundError
from framing.library import current_scores, json_shapes
from framing.library.connection import Connection
from framing.library.records import EntryCount, StoredArticle, StoredScore
from framing.model import (
    VOICES,
    Article,
    Exclusion,
    LexiconVersion,
    Score,
    Sums,
    Voice,
    VoiceTally,
    VoiceWords,
)

_BATCH = 500
_SHORTEST_PREFIX = 4


def known(db: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that the library has."""
    found = db.rows(
        "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (current_scores.as_json(ids),),
    )
    return {article_id for (article_id,) in found}


def known_texts(db: Connection, texts: Iterable[str]) -> set[str]:
    """Those of the texts that an article of the library has, whatever its source."""
    hashes = {text_sha256(text): text for text in texts}
    found = db.rows(
        "SELECT text_sha256 FROM articles WHERE text_sha256 IN (SELECT value FROM json_each(?))",
        (current_scores.as_json(hashes),),
    )
    return {hashes[each] for (each,) in found}


def resolve(db: Connection, prefix: str) -> str:
    """The one id that begins so. Raises NotFoundError for none, several or under 4 digits."""
    sought = prefix.lower()
    if len(sought) < _SHORTEST_PREFIX:
        raise NotFoundError(f"{prefix!r} is too short for an id", hint="give at least 4 digits")
    found: list[str] = []
    if set(sought) <= set("0123456789abcdef"):
        sql = "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 5"
        found = [article_id for (article_id,) in db.rows(sql, (sought, sought + "g"))]
    if not found:
        raise NotFoundError(f"there is no article {prefix!r}", hint="`framing articles` lists them")
    if len(found) > 1:
        raise NotFoundError(f"{prefix!r} begins several ids", hint=f"one of {', '.join(found)}")
    return found[0]


_ARTICLE = (
    "a.id, a.source, a.publisher, a.title, a.published, a.url, a.author, a.language, a.excluded,"
    " a.meta, a.text, a.words, a.excluded_words, a.sentences, a.unit, a.text_sha256"
)


def articles(db: Connection, ids: Sequence[str] | None) -> Iterator[StoredArticle]:
    """Articles by id, all for None; ids that the library does not have are passed over."""
    for batch in _batches(db, ids):
        sql = (
            f"SELECT {_ARTICLE} FROM json_each(?) page CROSS JOIN articles a ON a.id = page.value"
            " ORDER BY page.key"
        )
        for columns in db.rows(sql, (batch,)):
            yield _article(db, columns)


def _article(db: Connection, columns: tuple[Any, ...]) -> StoredArticle:
    *names, excluded, meta, text, words, excluded_words, sentences, unit, text_sha256 = columns
    id_, source, publisher, title, published, url, author, language = names
    article = Article(
        id=id_,
        text=text,
        source=source,
        publisher=publisher,
        title=title,
        published=published,
        url=url,
        author=author,
        language=language,
        excluded=_exclusions(db, excluded),
        meta=db.json(meta, json_shapes.texts),
    )
    return StoredArticle(article, words, excluded_words, sentences, unit, text_sha256)


def _exclusions(db: Connection, text: str) -> tuple[Exclusion, ...]:
    return tuple(Exclusion(*each) for each in db.json(text, json_shapes.spans))


def meta_names(db: Connection, ids: Sequence[str] | None) -> list[str]:
    """The names of all `meta` of some articles, sorted."""
    names: set[str] = set()
    for batch in _batches(db, ids):
        sql = (
            "SELECT DISTINCT a.meta FROM json_each(?) page"
            " CROSS JOIN articles a ON a.id = page.value"
        )
        for (meta,) in db.rows(sql, (batch,)):
            names.update(db.json(meta, json_shapes.texts))
    return sorted(names)


_SCORE = (
    "a.id, a.source, a.publisher, a.title, a.published, s.scorer_version, r.framing_version,"
    " l.name, l.version, l.fingerprint, s.dimension, s.matches, s.weight, s.words,"
    " s.rate_per_1000, s.low, s.high, s.interval, s.sentences, s.hits, s.hits_squared,"
    " s.hits_words, s.words_squared, s.covered_words, s.negated_matches, s.headline_matches,"
    " s.quoted_matches, s.reported_matches, s.narrator_matches, a.text_sha256, a.excluded, s.run"
)


def scores(
    db: Connection, ids: Sequence[str] | None, selection: current_scores.Selection
) -> Iterator[StoredScore]:
    """Scores by id and dimension."""
    for batch in _batches(db, ids):
        sql = (
            f"SELECT {_SCORE} FROM json_each(?) page CROSS JOIN articles a ON a.id = page.value"
            f" CROSS JOIN scores s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
            " CROSS JOIN lexicons l ON l.seq = s.lexicon CROSS JOIN runs r ON r.seq = s.run"
            " ORDER BY page.key, s.dimension"
        )
        said = _tallies(db, batch, selection)
        for columns in db.rows(sql, (batch, *selection.parameters)):
            yield _score(db, columns, said)


_Tallies = Mapping[tuple[str, str, str], list[VoiceTally]]
"""By article id, fingerprint of the lexicon, and dimension."""


def _tallies(db: Connection, batch: str, selection: current_scores.Selection) -> _Tallies:
    sql = (
        "SELECT a.id, l.fingerprint, s.dimension, s.voice, s.matches, s.weight, s.hits_squared,"
        " s.hits_words FROM json_each(?) page"
        " CROSS JOIN articles a INDEXED BY sqlite_autoindex_articles_1 ON a.id = page.value"
        f" CROSS JOIN voice_scores s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
        " CROSS JOIN lexicons l ON l.seq = s.lexicon WHERE s.voice BETWEEN 0 AND 3"
        " ORDER BY page.key, s.voice"
    )
    found: defaultdict[tuple[str, str, str], list[VoiceTally]] = defaultdict(list)
    for *key, voice, matches, weight, squared, crossed in db.rows(
        sql, (batch, *selection.parameters)
    ):
        article_id, fingerprint, dimension = key
        tally = VoiceTally(VOICES[voice], matches, weight, squared, crossed)
        found[article_id, fingerprint, dimension].append(tally)
    return found


def voice_words(
    db: Connection, ids: Sequence[str] | None
) -> Iterator[tuple[str, tuple[VoiceWords, ...]]]:
    """Words by voice, with the article's id; articles not scored by voice are passed over."""
    for batch in _batches(db, ids):
        sql = (
            "SELECT a.id, w.voice, w.words, w.sentences, w.words_squared FROM json_each(?) page"
            " CROSS JOIN articles a INDEXED BY sqlite_autoindex_articles_1 ON a.id = page.value"
            " CROSS JOIN voice_words w ON w.article = a.seq WHERE w.voice BETWEEN 0 AND 3"
            " ORDER BY page.key, w.voice"
        )
        for article_id, rows in groupby(db.rows(sql, (batch,)), key=itemgetter(0)):
            yield article_id, tuple(VoiceWords(VOICES[row[1]], *row[2:]) for row in rows)


def _score(db: Connection, columns: tuple[Any, ...], said: _Tallies) -> StoredScore:
    article_id, source, publisher, title, published, scorer_version, framing_version = columns[:7]
    name, version, fingerprint, dimension, matches, weight, words = columns[7:14]
    rate_per_1000, low, high, interval = columns[14:18]
    covered_words, negated, headline, quote, reported, narrator = columns[23:29]
    text_hash, excluded, run = columns[29:]
    voices: dict[Voice, int] | None = None
    if narrator is not None:
        voices = {"headline": headline, "quote": quote, "reported": reported, "narrator": narrator}
    score = Score(
        dimension=dimension,
        matches=matches,
        weight=weight,
        words=words,
        rate_per_1000=rate_per_1000,
        low=low,
        high=high,
        interval=interval,
        sums=Sums(*columns[18:23]),
        covered_words=covered_words,
        lexicon=LexiconVersion(name, version, fingerprint),
        negated_matches=negated,
        voices=voices,
        tallies=tuple(said.get((article_id, fingerprint, dimension), ())),
    )
    return StoredScore(
        article_id,
        source,
        publisher,
        title,
        published,
        score,
        scorer_version,
        framing_version,
        text_hash,
        excluded_sha256(_exclusions(db, excluded)),
        run,
    )


def entry_counts(
    db: Connection, ids: Sequence[str] | None, selection: current_scores.Selection
) -> Iterator[EntryCount]:
    """Counts by id, dimension and entry."""
    for batch in _batches(db, ids):
        sql = (
            "SELECT a.id, s.dimension, s.entry, s.matches, s.weight, a.words, s.negated_matches"
            " FROM json_each(?) page CROSS JOIN articles a INDEXED BY sqlite_autoindex_articles_1"
            " ON a.id = page.value"
            f" CROSS JOIN entry_counts s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
            " ORDER BY page.key, s.dimension, s.entry"
        )
        for columns in db.rows(sql, (batch, *selection.parameters)):
            yield EntryCount(*columns)


def _batches(db: Connection, ids: Sequence[str] | None) -> Iterator[str]:
    """The ids in their order, each once, as JSON lists of a few hundred."""
    if ids is None:
        found = [article_id for (article_id,) in db.rows("SELECT id FROM articles ORDER BY id")]
    else:
        found = sorted(set(ids))
    for start in range(0, len(found), _BATCH):
        yield current_scores.as_json(found[start : start + _BATCH])
