"""The tables of articles: what is known of them, their scores by dimension, voice and entry, and
their matches.

Rows come by (article_id, dimension, start).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from framing.comparing.kwic import context
from framing.export.columns import Column, cells_of, integer, known, number, text
from framing.export.table import Scope, Table
from framing.export.table_data import Row, row_of
from framing.library import Membership, Memberships
from framing.model import Match, Profile, Voice
from framing.statistics import rate_per_1000

if TYPE_CHECKING:
    from framing.library import EntryCount, Library, StoredArticle, StoredScore

MembershipOf = Callable[[str], Membership]
"""What the article of an id belongs to."""

PER_1000 = "per 1,000 words"
WORDS = "words"
MATCHES = "matches"
ARTICLE_ID = text("article_id", "first 16 hex digits of the identity", section="manual.md#identity")
DIMENSION = text("dimension", "name of the dimension")
RATE = number("rate_per_1000", "1000 · weight / words", PER_1000, section="method.md#rate")
_INTERVAL = "method.md#interval-of-an-article"
_BOUNDS = "of the 95 % interval of the rate"


def interval_columns(at: str = "", section: str = _INTERVAL) -> tuple[Column, ...]:
    """Both ends of an interval and its kind, found at a path."""
    return (
        number(f"{at}low", f"lower end {_BOUNDS}; 0 for silence", PER_1000, section=section),
        number(f"{at}high", f"upper end {_BOUNDS}, or bound of a zero", PER_1000, section=section),
        text(f"{at}interval", "ratio, silence (a bound of a zero) or none", section=section),
    )


def _names(at: str) -> tuple[Column, ...]:
    return (
        text(f"{at}id", ARTICLE_ID.meaning, name="article_id", section=ARTICLE_ID.section),
        known(f"{at}source", "who published the article"),
        known(f"{at}publisher", "where it was found, if elsewhere"),
        known(f"{at}title", "its title"),
        known(f"{at}published", "day of publication", "ISO date"),
    )


_NAMED = (
    *_names("article."),
    known("article.url", "where it stood"),
    known("article.author", "who wrote it"),
    known("article.language", "its language, as it was given"),
    integer("words", "counted words outside excluded spans", WORDS, section="manual.md#words"),
)
_TEXT_HASH = "SHA-256 of the stored text as UTF-8"
_ARTICLE = (
    *_NAMED,
    integer("excluded_words", "words inside excluded spans", WORDS, section="manual.md#cleaning"),
    integer("sentences", "sentences with a counted word", "sentences"),
    text("text_sha256", _TEXT_HASH, "64 hex digits"),
)


def _voice(voice: Voice) -> Column:
    def cell(stored: StoredScore) -> object:
        return None if stored.score.voices is None else stored.score.voices[voice]

    name = {"quote": "quoted"}.get(voice, voice)
    what = f"matches of the voice {voice}; empty where voice is not measured"
    return Column(f"{name}_matches", "integer", what, MATCHES, "method.md#voice", cell)


_SCORE = (
    *_names("article."),
    text("score.dimension", DIMENSION.meaning),
    integer("score.matches", "matches that the rate counts", MATCHES),
    number("score.weight", "sum of their weights", "weight"),
    integer("score.words", "n, the denominator", WORDS),
    number("score.rate_per_1000", f"{RATE.meaning}; empty without words", PER_1000,
           section=RATE.section),
    *interval_columns("score."),
    integer("score.sums.sentences", "S, sentences of the interval", "sentences", section=_INTERVAL),
    integer("score.negated_matches", "all negated matches, counted or not", MATCHES,
            section="method.md#negation"),
    _voice("quote"),
    _voice("reported"),
    _voice("headline"),
    _voice("narrator"),
    number("score.coverage", "share of the words that stand in a counted match", "0 to 1",
           section="method.md#coverage"),
    text("score.lexicon.name", "the lexicon that made the score", name="lexicon"),
    known("score.lexicon.version", "its version", name="lexicon_version"),
    text("score.lexicon.fingerprint", "hash of all that it says", "hex digits",
         name="lexicon_fingerprint", section="manual.md#versions-and-fingerprints"),
    text("framing_version", "the program that made the score"),
    text("article.text_sha256", _TEXT_HASH, "64 hex digits"),
    text("article.excluded_sha256", "SHA-256 of the excluded spans", "64 hex digits",
         section="manual.md#provenance"),
    text("scorer_version", "the rules of counting; others may give other numbers"),
    integer("run", "number of the run that made it; empty outside a library"),
)  # fmt: skip


def _counts(belonging: tuple[str, int, str, Membership]) -> int:
    _, words, _, member = belonging
    return int(words > 0 and member.stands)


def _belongs(name: str) -> Callable[[Any], object]:
    return lambda belonging: getattr(belonging[3], name)


BELONGING = (
    Column("family", "text", "id of the article that stands for its copies; empty without copies",
           section="method.md#copies", cell=_belongs("family")),
    Column("counted_in_groups", "flag", "whether groups count it: one of each family, of what is"
           " exported, with words", "0 or 1", "method.md#sources", _counts),
    Column("story", "integer", "number of its story; empty for none",
           section="method.md#stories-and-passages", cell=_belongs("story")),
    Column("unit", "text", "what n counts: words or characters", section="method.md#rate",
           cell=lambda belonging: belonging[2]),
    Column("sets", "texts", "named sets that hold it", section="manual.md#selections",
           cell=lambda belonging: list(belonging[3].sets)),
)  # fmt: skip
_TERM = (
    ARTICLE_ID,
    text("tally.dimension", DIMENSION.meaning),
    text("tally.entry", "the pattern, or the name of the near rule"),
    integer("tally.matches", "its matches that the rate counts", MATCHES),
    number("tally.weight", "sum of their weights", "weight"),
    Column("rate_per_1000", "number", "1000 · weight / words of the article", PER_1000,
           RATE.section, lambda count: rate_per_1000(count.tally.weight, count.words)),
    integer("tally.negated_matches", "all negated ones, counted or not", MATCHES,
            section="method.md#negation"),
)  # fmt: skip
_MATCH = (
    ARTICLE_ID,
    DIMENSION,
    text("entry", "the pattern, or the name of the near rule"),
    text("kind", "term or near"),
    integer("start", "where it begins in the stored text", "characters from 0"),
    integer("end", "where it ends, exclusive", "characters from 0"),
    text("text", "the stored text of the span"),
    number("weight", "of the term or rule", "weight"),
    Column("counted", "flag", "whether the rate counts it", "0 or 1", "method.md#negation"),
    known("voice", "headline, quote, reported or narrator", section="method.md#voice"),
    known("speaker", "who is named as saying it, as written", section="method.md#voice"),
    Column("negated", "flag", "an odd number of negators", "0 or 1", "method.md#negation"),
    Column("negators", "spans", "where its negators stand", "[start, end]", "method.md#negation"),
    integer("sentence", "number of its sentence", "from 0"),
    Column("evidence", "spans", "the match; of a near rule its group hits; behind them what its"
           " entry needs", "[start, end]", "manual.md#what-a-context-asks"),
    text("left", "up to 40 characters before it, cut at words"),
    text("right", "up to 40 characters after it, cut at words"),
)  # fmt: skip
_FIGURES = ("matches", "rate_per_1000", "low", "high")
META = Column("meta.NAME", "text", "what file or manifest said beside, a column for each name",
               section="manual.md#metadata")  # fmt: skip

_ARTICLE_CELLS, _NAMED_CELLS = cells_of(_ARTICLE), cells_of(_NAMED)
_SCORE_CELLS, _TERM_CELLS, _BELONGING_CELLS = map(cells_of, (_SCORE, _TERM, BELONGING))
_MATCH_NAMES = tuple(column.name for column in _MATCH)


def _article_rows(library: Library, scope: Scope) -> Iterator[Row]:
    names = library.articles.meta_names(scope.ids)
    return article_rows(library.articles.read(scope.ids), names, Memberships(library, scope.ids).of)


def article_rows(
    articles: Iterable[StoredArticle], meta_names: Sequence[str], member: MembershipOf
) -> Iterator[Row]:
    """The rows of some articles, in their order, with these names of `meta`."""
    columns = dict(zip((each.name for each in meta_columns(meta_names)), meta_names, strict=True))
    for stored in articles:
        of = stored.article
        belonging = of.id, stored.words, stored.unit, member(of.id)
        yield (
            row_of(_ARTICLE_CELLS, stored)
            | row_of(_BELONGING_CELLS, belonging)
            | {column: of.meta.get(name) or None for column, name in columns.items()}
        )


def meta_columns_of(library: Library, scope: Scope) -> list[Column]:
    """The columns of all `meta` of the articles of a scope."""
    return meta_columns(library.articles.meta_names(scope.ids))


def meta_columns(names: Sequence[str]) -> list[Column]:
    """The columns of names of `meta`."""
    return [Column(f"meta.{name}", "text", f"{name}, as given at import") for name in names]


def _score_rows(library: Library, scope: Scope) -> Iterator[Row]:
    return score_rows(library.scores.read(scope.ids), Memberships(library, scope.ids).of)


def score_rows(scores: Iterable[StoredScore], member: MembershipOf) -> Iterator[Row]:
    """The rows of some scores, in their order."""
    for stored in scores:
        of = stored.article
        belonging = of.id, stored.score.words, of.unit, member(of.id)
        yield row_of(_SCORE_CELLS, stored) | row_of(_BELONGING_CELLS, belonging)


def _term_rows(library: Library, scope: Scope) -> Iterator[Row]:
    return term_rows(library.scores.entry_counts(scope.ids))


def term_rows(counts: Iterable[EntryCount]) -> Iterator[Row]:
    """The rows of some entry counts, in their order."""
    return (row_of(_TERM_CELLS, count) for count in counts)


def _match_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """Matches are not stored: the articles are scanned again."""
    from framing.articles.batches import batches
    from framing.matching import Scanner  # arrays, wanted only here

    scanner = Scanner(library.lexicons.current())
    for batch in batches(stored.article for stored in library.articles.read(scope.ids)):
        for profile in scanner.scan(batch):
            yield from match_rows(profile)


def match_rows(profile: Profile) -> Iterator[Row]:
    """The rows of a profile's matches, by dimension and place."""
    for match in sorted(profile.matches, key=lambda each: (each.dimension, each.start)):
        yield _match(profile, match)


def _match(profile: Profile, match: Match) -> Row:
    """The row of a match, cell by cell: there are more of them than of all else."""
    text = profile.article.text
    left, right = context(text, match.start, match.end)
    cells = (
        profile.article.id,
        match.dimension,
        match.entry,
        match.kind,
        match.start,
        match.end,
        text[match.start : match.end],
        match.weight,
        _flag(match.counted),
        match.voice,
        match.speaker or None,
        _flag(match.negated),
        list(match.negators),
        match.sentence,
        [list(span) for span in match.evidence],
        left,
        right,
    )
    return dict(zip(_MATCH_NAMES, cells, strict=True))


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


_SAID = (
    text("voice", "headline, quote, reported or narrator", section="method.md#voice"),
    integer("matches", "counted matches that the voice says", MATCHES),
    number("weight", "sum of their weights", "weight"),
    integer("words", "words that the voice says", WORDS),
    number("rate_per_1000", "1000 · weight / words of the voice", "per 1,000 words of the voice",
           section="method.md#rate-of-a-voice"),
    *interval_columns(section="method.md#rate-of-a-voice"),
    integer("sums.sentences", "sentences in which the voice has words", "sentences"),
)  # fmt: skip
_SAID_CELLS = cells_of(_SAID)


def _voice_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """One row for each voice that has words, of each score."""
    from framing.statistics.rates import voice_scores

    scores = library.scores.read(scope.ids)
    while batch := list(islice(scores, _BATCH)):
        words = dict(library.scores.voice_words([each.article.id for each in batch]))
        for stored in batch:
            names = {"article_id": stored.article.id, "dimension": stored.score.dimension}
            for said in voice_scores(stored.score, words.get(stored.article.id, ())):
                yield names | row_of(_SAID_CELLS, said)


_BATCH = 500


def _figure_columns(library: Library, _scope: Scope) -> list[Column]:
    meaning = {column.name: column for column in _SCORE}
    return [
        Column(f"{info.name}.{name}", meaning[name].type, f"{info.name}: {meaning[name].meaning}",
               meaning[name].unit, meaning[name].section)
        for info in library.lexicons.dimensions()
        for name in _FIGURES
    ]  # fmt: skip


_FIGURE_PATTERNS = tuple(
    Column(f"DIMENSION.{column.name}", column.type, column.meaning, column.unit, column.section)
    for column in _SCORE
    if column.name in _FIGURES
)


def _wide_rows(library: Library, scope: Scope) -> Iterator[Row]:
    articles = library.articles.read(scope.ids)
    none: Row = dict.fromkeys(column.name for column in _figure_columns(library, scope))
    while batch := list(islice(articles, _BATCH)):
        figures = _figures(library, batch)
        for each in batch:
            yield row_of(_NAMED_CELLS, each) | none | figures.get(each.article.id, {})


def _figures(library: Library, articles: Iterable[StoredArticle]) -> dict[str, Row]:
    """The figures of some articles by id, all dimensions of an article in one row."""
    stored = library.scores.read([each.article.id for each in articles])
    return {
        article_id: {
            f"{each.score.dimension}.{figure}": getattr(each.score, figure)
            for each in scores
            for figure in _FIGURES
        }
        for article_id, scores in groupby(stored, key=attrgetter("article.id"))
    }


ARTICLES = Table(
    "articles", "an article", (*_ARTICLE, *BELONGING), _article_rows, meta_columns_of, (META,)
)
SCORES = Table("scores", "an article and dimension", (*_SCORE, *BELONGING), _score_rows)
WIDE_SCORES = Table("scores", "an article", _NAMED, _wide_rows, _figure_columns, _FIGURE_PATTERNS)
TERMS = Table("terms", "an article, dimension and entry that matched", _TERM, _term_rows)
MATCHED = Table("matches", "a match, the negated ones included", _MATCH, _match_rows)
VOICES = Table(
    "voices",
    "an article, dimension and voice that has words",
    (ARTICLE_ID, DIMENSION, *_SAID),
    _voice_rows,
)
