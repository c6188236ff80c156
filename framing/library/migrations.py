"""The schema of the library file: one function for each change, in order, and how they are applied.

The schema number (`PRAGMA user_version`) is the number of functions applied. To change the schema
add a function at the end of the list; one that was released is never edited.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from framing.library import json_shapes
from framing.library.plain_texts import is_plain

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x46524D47
"""`FRMG`: marks a SQLite file as a library of this program."""


def m001_tables(db: Database) -> None:
    """Articles, what was measured in them by which lexicon in which run, and where they came from.

    Scores and counts hold the numbers of their article and lexicon instead of the long names:
    there are some dozens of them for every article. `articles.text` is the last column, so that
    a list of articles never reads it.
    """
    db.executescript(_TABLES)


def m002_indexes(db: Database) -> None:
    """One index for each order of the article list, so that a page reads only its own rows.

    Every index of the list ends with its tie-breaks: source, title, id.
    """
    db.executescript(_INDEXES)


def m003_search(db: Database) -> None:
    """Full-text search, kept true by triggers whoever writes to the file."""
    db.table("articles").enable_fts(
        ["source", "publisher", "title", "text"], tokenize="unicode61 remove_diacritics 2"
    )
    db.executescript(_SEARCH_TRIGGERS)


def m004_views(db: Database) -> None:
    """Views for people who open the file in Datasette or another SQL tool.

    They show current scores only: those of active lexicons by the current scorer.
    """
    for name, sql in _VIEWS.items():
        db.create_view(name, sql)


def m005_codes(db: Database) -> None:
    """What was drawn for human coders, and what they said of it."""
    db.executescript(_CODES)


def m006_similar(db: Database) -> None:
    """Families of copies and stories, and what is kept of each article to find them.

    `meta.changes` counts what could change a family or a story; `meta.families` and
    `meta.stories` are the count at the last grouping.
    """
    db.executescript(_SIMILAR)


def m007_voices(db: Database) -> None:
    """Words by voice of each article, and what of each score a voice says.

    Only voices with words, and only those with matches, have a row.
    """
    db.executescript(_VOICES)
    db.create_view("voice_rates", _VOICE_RATES)


def m008_plain_articles(db: Database) -> None:
    """The articles of which the full-text index can be asked whether a pattern may stand in them.

    One without a row is read instead.
    """
    db.executescript(_PLAIN)
    found = db.execute("SELECT seq, text, excluded FROM articles")
    db.conn.executemany(
        "INSERT INTO plain_articles VALUES (?)",
        ((seq,) for seq, text, excluded in found if _is_plain(text, excluded)),
    )


def _is_plain(text: str, excluded: str) -> bool:
    try:
        spans = json.loads(excluded)
    except (ValueError, RecursionError):
        return False  # the file may be damaged
    return json_shapes.spans(spans) and is_plain(text, [(start, end) for start, end, _ in spans])


def m009_sets(db: Database) -> None:
    """Named sets of articles, with the rule that chose them."""
    db.executescript(_SETS)


def m010_grouped_anew(db: Database) -> None:
    """Families and stories are made by other rules, and bags weigh title and lead: the next look
    at them makes them anew."""
    db.execute("DELETE FROM bags")
    db.execute("DELETE FROM meta WHERE key IN ('families', 'stories')")


def m011_figure_blocks(db: Database) -> None:
    """What aggregates need of the scores, by columns; a block goes where one of them changes."""
    db.executescript(_FIGURE_BLOCKS)


def m012_lexicons_in_use(db: Database) -> None:
    """The lexicons that a library uses are its own: `meta.lexicons`, a JSON list of their names.

    They are those it was last scored by, unless these were named for once.
    """
    db.execute(
        "INSERT OR REPLACE INTO meta SELECT 'lexicons', json_group_array(name)"
        " FROM (SELECT name FROM lexicons WHERE active ORDER BY position, seq)"
        " WHERE (SELECT json_valid(options) AND json_extract(options, '$.named') IS NULL"
        " FROM runs ORDER BY seq DESC LIMIT 1) HAVING count(*) > 0"
    )


def m013_adjudicators(db: Database) -> None:
    """Codes say whether a coder gave them or who resolves what coders disagree on."""
    db.execute(
        "ALTER TABLE codes ADD COLUMN role TEXT NOT NULL DEFAULT 'coder'"
        " CHECK (role IN ('coder', 'adjudicator'))"
    )


def m014_compared_anew(db: Database) -> None:
    """Words with characters of other widths, skipped signs, `İ` or Hebrew marks are compared by
    other rules: what was read off their articles is read anew."""
    for table in ("plain_articles", "sketches", "bags"):
        db.execute(
            f"DELETE FROM {table} WHERE article IN (SELECT seq FROM articles"
            " WHERE text GLOB ? OR text GLOB ?)",
            _COMPARED_ANEW,
        )
    db.execute("DELETE FROM meta WHERE key IN ('families', 'stories')")


_COMPARED_ANEW = (
    "*[İ\u0640\u064b-\u0652\u0670０-９Ａ-Ｚａ-ｚ\uff66-\uff9f]*",
    "*[\u0590-\u05ff][\"'\u05f3\u05f4][\u05d0-\u05f2]*",
)


def m015_copy_pairs(db: Database) -> None:
    """Pairs of copies are kept, so that a new article is compared alone.

    `meta.compared` is the highest number of an article all of whose pairs are known,
    `meta.pairings` counts how often pairs were written, `meta.lost_sketches` how often a sketch
    went; `meta.lost_at` is that count when all articles were last compared with all.
    """
    db.executescript(_COPY_PAIRS)
    db.execute("DELETE FROM meta WHERE key = 'families'")


def m016_kept_beside(db: Database) -> None:
    """Fields by column, and sums by source and entry, in blocks of articles; the views read them.

    All blocks go and are made anew where they are first asked for.
    """
    db.execute("DELETE FROM figure_blocks")
    db.executescript(_KEPT_BESIDE)
    for name, sql in _VIEWS_OF_SUMS.items():
        db.execute(f"DROP VIEW {name}")
        db.create_view(name, sql)


def m017_grouped_by_piece(db: Database) -> None:
    """Families are grouped anew where pairs changed: pairs are found from either text, and which
    texts are to be grouped is kept until they are.

    All is compared anew: pairs that a text had come between might have stayed.
    """
    db.executescript(_GROUPED_BY_PIECE)


def m018_narrow_columns(db: Database) -> None:
    """Columns of figures and ids are packed narrowly.

    All blocks go and are made anew where they are first asked for.
    """
    for table in ("figure_blocks", "field_blocks"):
        db.execute(f"DELETE FROM {table}")  # and their sums
    db.execute("DROP TABLE figure_blocks")
    db.executescript(_NARROW_COLUMNS)


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    m001_tables,
    m002_indexes,
    m003_search,
    m004_views,
    m005_codes,
    m006_similar,
    m007_voices,
    m008_plain_articles,
    m009_sets,
    m010_grouped_anew,
    m011_figure_blocks,
    m012_lexicons_in_use,
    m013_adjudicators,
    m014_compared_anew,
    m015_copy_pairs,
    m016_kept_beside,
    m017_grouped_by_piece,
    m018_narrow_columns,
)
SCHEMA = len(MIGRATIONS)
"""The schema number that this program writes."""


def migrate(db: Database) -> None:
    """Apply what the library lacks; run it inside a transaction. Twice does nothing more."""
    done = int(db.execute("PRAGMA user_version").fetchone()[0])
    for change in MIGRATIONS[done:]:
        change(db)
    if done < SCHEMA:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA}")


_TABLES = """
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE lexicons (
  seq INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  dimensions TEXT NOT NULL,           -- JSON list of [name, title], in the lexicon's order
  active INTEGER NOT NULL DEFAULT 0,  -- 1: its scores are current
  position INTEGER NOT NULL DEFAULT 0,
  canonical TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  lexicons TEXT NOT NULL,             -- JSON list of fingerprints
  options TEXT NOT NULL,              -- JSON object
  scorer_version TEXT NOT NULL,
  framing_version TEXT NOT NULL,
  articles INTEGER NOT NULL DEFAULT 0,
  scores INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE imports (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs(seq),
  origin TEXT NOT NULL,
  time TEXT NOT NULL,
  added INTEGER NOT NULL,
  present INTEGER NOT NULL,           -- articles of it that the library held already
  UNIQUE (run, origin)
) STRICT;

CREATE TABLE articles (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  publisher TEXT NOT NULL,
  title TEXT NOT NULL,
  opening TEXT NOT NULL,              -- first words of the text, shown where there is no title
  published TEXT NOT NULL,            -- ISO date or empty
  url TEXT NOT NULL,
  author TEXT NOT NULL,
  language TEXT NOT NULL,
  words INTEGER NOT NULL,
  excluded_words INTEGER NOT NULL,
  sentences INTEGER NOT NULL,
  unit TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  import INTEGER NOT NULL REFERENCES imports(seq),
  excluded TEXT NOT NULL,             -- JSON list of [start, end, rule]
  meta TEXT NOT NULL,                 -- JSON object
  text TEXT NOT NULL
) STRICT;

CREATE TABLE scores (
  article INTEGER NOT NULL REFERENCES articles(seq),
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs(seq),
  matches INTEGER NOT NULL,
  weight REAL NOT NULL,
  words INTEGER NOT NULL,
  rate_per_1000 REAL,
  low REAL,
  high REAL,
  interval TEXT NOT NULL,
  sentences INTEGER NOT NULL,
  hits REAL NOT NULL,                 -- sums over sentences: weighted hits h, words n
  hits_squared REAL NOT NULL,
  hits_words REAL NOT NULL,
  words_squared REAL NOT NULL,
  covered_words INTEGER NOT NULL,
  negated_matches INTEGER,            -- NULL here and below: not measured
  headline_matches INTEGER,
  quoted_matches INTEGER,
  reported_matches INTEGER,
  narrator_matches INTEGER,
  PRIMARY KEY (article, lexicon, dimension, scorer_version)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_counts (
  article INTEGER NOT NULL REFERENCES articles(seq),
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  entry TEXT NOT NULL,
  matches INTEGER NOT NULL,
  weight REAL NOT NULL,
  negated_matches INTEGER,
  PRIMARY KEY (article, lexicon, dimension, scorer_version, entry)
) STRICT, WITHOUT ROWID;
"""

_VOICES = """
CREATE TABLE voice_words (
  article INTEGER NOT NULL REFERENCES articles(seq),
  voice INTEGER NOT NULL CHECK (voice BETWEEN 0 AND 3),  -- headline, quote, reported, narrator
  words INTEGER NOT NULL,
  sentences INTEGER NOT NULL,         -- in which the voice has a word
  words_squared INTEGER NOT NULL,     -- sum over them
  PRIMARY KEY (article, voice)
) STRICT, WITHOUT ROWID;

CREATE TABLE voice_scores (
  article INTEGER NOT NULL REFERENCES articles(seq),
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  voice INTEGER NOT NULL CHECK (voice BETWEEN 0 AND 3),
  matches INTEGER NOT NULL,
  weight REAL NOT NULL,
  hits_squared REAL NOT NULL,         -- sums over the voice's part of each sentence
  hits_words REAL NOT NULL,
  PRIMARY KEY (article, lexicon, dimension, scorer_version, voice)
) STRICT, WITHOUT ROWID;
"""

_INDEXES = """
CREATE INDEX articles_by_source ON articles
  (source COLLATE NOCASE, title COLLATE NOCASE, id);
CREATE INDEX articles_by_title ON articles
  (title COLLATE NOCASE, source COLLATE NOCASE, id);
CREATE INDEX articles_by_published ON articles
  (published, source COLLATE NOCASE, title COLLATE NOCASE, id);
CREATE INDEX articles_by_words ON articles
  (words, source COLLATE NOCASE, title COLLATE NOCASE, id);
CREATE INDEX articles_by_text ON articles (text_sha256);
CREATE INDEX articles_brief ON articles
  (seq, source COLLATE NOCASE, title COLLATE NOCASE, id);
CREATE INDEX scores_by_rate ON scores
  (lexicon, dimension, scorer_version, rate_per_1000, article);
"""

_CODES = """
CREATE TABLE samples (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  unit TEXT NOT NULL,                 -- sentence or match
  dimensions TEXT NOT NULL,           -- JSON list
  seed INTEGER NOT NULL,
  population INTEGER NOT NULL,        -- sentences or matches that it was drawn from
  lexicons TEXT NOT NULL,             -- JSON list of fingerprints
  time TEXT NOT NULL
) STRICT;

CREATE TABLE sample_units (
  sample INTEGER NOT NULL REFERENCES samples(seq),
  place INTEGER NOT NULL,             -- its row in the sheet, from 0
  unit TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles(seq),
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  dimension TEXT NOT NULL,            -- of a match; empty for a sentence
  stratum TEXT NOT NULL,
  weight REAL NOT NULL,               -- size of the stratum / units drawn from it
  text TEXT NOT NULL,                 -- as the coder was shown it
  PRIMARY KEY (sample, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX sample_units_by_unit ON sample_units (unit);
CREATE INDEX sample_units_by_article ON sample_units (article);

CREATE TABLE codes (
  unit TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles(seq),
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  dimension TEXT NOT NULL,
  coder TEXT NOT NULL,
  value INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (unit, dimension, coder)
) STRICT, WITHOUT ROWID;

CREATE INDEX codes_by_article ON codes (article);
"""

_SETS = """
CREATE TABLE sets (
  name TEXT PRIMARY KEY,
  conditions TEXT NOT NULL,           -- JSON list, as they were written
  sets TEXT NOT NULL,                 -- JSON list of the sets that it was drawn from
  listed INTEGER NOT NULL,            -- 1: from a list of ids as well
  made TEXT NOT NULL
) STRICT;

CREATE TABLE set_members (
  name TEXT NOT NULL REFERENCES sets(name),
  article INTEGER NOT NULL REFERENCES articles(seq) ON DELETE CASCADE,
  PRIMARY KEY (name, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX set_members_by_article ON set_members (article);
"""

_SEARCH_TRIGGERS = """
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, source, publisher, title, text)
    VALUES (new.seq, new.source, new.publisher, new.title, new.text);
END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, source, publisher, title, text)
    VALUES ('delete', old.seq, old.source, old.publisher, old.title, old.text);
END;
CREATE TRIGGER articles_au AFTER UPDATE OF seq, source, publisher, title, text ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, source, publisher, title, text)
    VALUES ('delete', old.seq, old.source, old.publisher, old.title, old.text);
  INSERT INTO articles_fts (rowid, source, publisher, title, text)
    VALUES (new.seq, new.source, new.publisher, new.title, new.text);
END;
"""

_CHANGED = """
  INSERT INTO meta VALUES ('changes', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1;
"""

_SIMILAR = f"""
CREATE TABLE sketches (
  article INTEGER PRIMARY KEY REFERENCES articles(seq) ON DELETE CASCADE,
  digest BLOB NOT NULL,               -- of all its words, 8 bytes; empty: it has none
  shingles BLOB NOT NULL              -- sampled runs of words, 4 bytes each
) STRICT;

CREATE TABLE families (
  article INTEGER PRIMARY KEY REFERENCES articles(seq) ON DELETE CASCADE,
  family INTEGER NOT NULL             -- the same for all copies of one text
) STRICT;

CREATE TABLE bags (
  article INTEGER PRIMARY KEY REFERENCES articles(seq) ON DELETE CASCADE,
  bag BLOB NOT NULL                   -- its words, hashed, and how often each; 4 bytes each
) STRICT;

CREATE TABLE stories (
  article INTEGER PRIMARY KEY REFERENCES articles(seq) ON DELETE CASCADE,
  story INTEGER NOT NULL,
  position INTEGER NOT NULL,          -- in the story, from 0, the central article
  similarity REAL NOT NULL            -- with the central article
) STRICT;

CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN {_CHANGED} END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN {_CHANGED} END;
CREATE TRIGGER articles_cut AFTER UPDATE OF title, excluded ON articles
  WHEN old.title <> new.title OR old.excluded <> new.excluded BEGIN
  DELETE FROM sketches WHERE article = new.seq;
  DELETE FROM bags WHERE article = new.seq;
  {_CHANGED}
END;
CREATE TRIGGER articles_dated AFTER UPDATE OF published ON articles
  WHEN old.published <> new.published BEGIN {_CHANGED} END;
"""

_PLAIN = """
CREATE TABLE plain_articles (
  article INTEGER PRIMARY KEY REFERENCES articles(seq) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER articles_cut_anew AFTER UPDATE OF excluded ON articles
  WHEN old.excluded <> new.excluded BEGIN
  DELETE FROM plain_articles WHERE article = new.seq;
END;
"""

_BLOCK_GONE = "DELETE FROM figure_blocks WHERE block = {}.article >> 10;"

_FIGURE_BLOCKS = f"""
CREATE TABLE figure_blocks (
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  block INTEGER NOT NULL,             -- of articles: seq >> 10
  items BLOB NOT NULL,
  PRIMARY KEY (block, lexicon, dimension, scorer_version)
) STRICT;

CREATE TRIGGER scores_added AFTER INSERT ON scores BEGIN {_BLOCK_GONE.format("new")} END;
CREATE TRIGGER scores_removed AFTER DELETE ON scores BEGIN {_BLOCK_GONE.format("old")} END;
CREATE TRIGGER scores_changed AFTER UPDATE ON scores BEGIN
  {_BLOCK_GONE.format("old")}
  {_BLOCK_GONE.format("new")}
END;
CREATE TRIGGER articles_recounted AFTER UPDATE OF unit ON articles BEGIN
  DELETE FROM figure_blocks WHERE block = new.seq >> 10;
END;
"""

_COPY_PAIRS = """
CREATE TABLE copy_pairs (
  one BLOB NOT NULL,                  -- digests of two sketches, the lower number first
  other BLOB NOT NULL,
  shared INTEGER NOT NULL,            -- sampled shingles that stand in both
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX sketches_by_digest ON sketches (digest);

CREATE TRIGGER sketches_lost AFTER DELETE ON sketches BEGIN
  INSERT INTO meta VALUES ('lost_sketches', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1;
END;
"""

_GROUPED_BY_PIECE = """
CREATE INDEX copy_pairs_by_other ON copy_pairs (other);

CREATE TABLE ungrouped (
  digest BLOB PRIMARY KEY             -- of a text whose pairs or articles are others by now
) STRICT, WITHOUT ROWID;

DELETE FROM meta WHERE key IN ('families', 'compared');
"""

# CROSS JOIN keeps the order of the loops as written: active lexicons first, then articles by an
# index that holds all that is asked of them.
_CURRENT = """
  lexicons l
  CROSS JOIN meta m ON l.active = 1 AND m.key = 'scorer_version'
  CROSS JOIN articles a
  CROSS JOIN {table} s
    ON s.article = a.seq AND s.lexicon = l.seq AND s.scorer_version = m.value
"""

_VIEWS = {
    "article_scores": f"""
SELECT
  a.id AS article_id, a.source, a.publisher, a.title, a.published, a.url, a.author, a.language,
  s.dimension, s.matches, s.weight, s.words, s.rate_per_1000, s.low, s.high, s.interval,
  l.name AS lexicon, l.version AS lexicon_version
FROM {_CURRENT.format(table="scores")}
""",
    "source_scores": f"""
SELECT
  a.source, s.dimension, count(*) AS articles, sum(s.words) AS words, sum(s.matches) AS matches,
  1000.0 * sum(s.weight) / nullif(sum(s.words), 0) AS pooled_rate,
  avg(s.rate_per_1000) AS mean_rate
FROM {_CURRENT.format(table="scores")}
GROUP BY a.source, s.dimension
""",
    "term_counts": f"""
SELECT
  s.dimension, s.entry, count(nullif(s.matches, 0)) AS articles, sum(s.matches) AS matches,
  sum(s.weight) AS weight
FROM {_CURRENT.format(table="entry_counts")}
GROUP BY s.dimension, s.entry
""",
}

_VOICE_RATES = f"""
SELECT
  a.id AS article_id, a.source, s.dimension,
  CASE w.voice WHEN 0 THEN 'headline' WHEN 1 THEN 'quote' WHEN 2 THEN 'reported'
    ELSE 'narrator' END AS voice,
  coalesce(v.matches, 0) AS matches, coalesce(v.weight, 0.0) AS weight, w.words,
  1000.0 * coalesce(v.weight, 0.0) / w.words AS rate_per_1000
FROM {_CURRENT.format(table="scores")}
  CROSS JOIN voice_words w ON w.article = a.seq
  LEFT JOIN voice_scores v
    ON v.article = a.seq AND v.lexicon = l.seq AND v.dimension = s.dimension
    AND v.scorer_version = s.scorer_version AND v.voice = w.voice
WHERE s.narrator_matches IS NOT NULL
"""

_FIELDS_GONE = "DELETE FROM field_blocks WHERE block = {}.seq >> 10;"

_FIGURES_GONE = """
CREATE TRIGGER figures_gone AFTER DELETE ON figure_blocks BEGIN
  DELETE FROM source_sums WHERE block = old.block AND lexicon = old.lexicon;
  DELETE FROM entry_sums WHERE block = old.block AND lexicon = old.lexicon;
  DELETE FROM figure_blocks WHERE block = old.block AND lexicon = old.lexicon;
END;
"""

_KEPT_BESIDE = f"""
CREATE TABLE field_blocks (
  block INTEGER NOT NULL,             -- of articles: seq >> 10
  field TEXT NOT NULL,                -- id, source, publisher, author, language, unit, month, meta…
  names TEXT NOT NULL,                -- JSON: each value with the number of its articles
  codes BLOB NOT NULL,                -- by article, the place of its value; its number and id
  PRIMARY KEY (block, field)
) STRICT;

CREATE TABLE source_sums (
  block INTEGER NOT NULL,
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  source TEXT NOT NULL,
  articles INTEGER NOT NULL,
  words INTEGER NOT NULL,
  matches INTEGER NOT NULL,
  weight REAL NOT NULL,
  rated INTEGER NOT NULL,             -- articles that have a rate
  rates REAL NOT NULL,                -- sum of them
  silent INTEGER NOT NULL,            -- articles whose rate is 0
  PRIMARY KEY (block, lexicon, dimension, scorer_version, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_sums (
  block INTEGER NOT NULL,
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  entry TEXT NOT NULL,
  articles INTEGER NOT NULL,          -- in which it counts
  matches INTEGER NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (block, lexicon, dimension, scorer_version, entry)
) STRICT, WITHOUT ROWID;

{_FIGURES_GONE}
CREATE TRIGGER fields_added AFTER INSERT ON articles BEGIN {_FIELDS_GONE.format("new")} END;
CREATE TRIGGER fields_removed AFTER DELETE ON articles BEGIN {_FIELDS_GONE.format("old")} END;
CREATE TRIGGER fields_changed
  AFTER UPDATE OF seq, id, source, publisher, author, language, unit, published, meta ON articles
BEGIN
  {_FIELDS_GONE.format("old")}
  {_FIELDS_GONE.format("new")}
END;
CREATE TRIGGER sources_changed AFTER UPDATE OF seq, source ON articles BEGIN
  DELETE FROM figure_blocks WHERE block IN (old.seq >> 10, new.seq >> 10);
END;
-- Counts come together with their scores, of which a trigger tells; there are many of them.
CREATE TRIGGER counts_removed AFTER DELETE ON entry_counts BEGIN
  {_BLOCK_GONE.format("old")}
END;
CREATE TRIGGER counts_changed AFTER UPDATE ON entry_counts BEGIN
  {_BLOCK_GONE.format("old")}
  {_BLOCK_GONE.format("new")}
END;
"""

_NARROW_COLUMNS = f"""
CREATE TABLE figure_blocks (
  lexicon INTEGER NOT NULL REFERENCES lexicons(seq),
  dimension TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  block INTEGER NOT NULL,             -- of articles: seq >> 10
  form TEXT NOT NULL,                 -- a letter for each column: how wide it is
  items BLOB NOT NULL,                -- by column and article
  PRIMARY KEY (block, lexicon, dimension, scorer_version)
) STRICT;
{_FIGURES_GONE}
"""

# The order of the loops is SQLite's choice: scores first, which it reads in their own order
# because no index has their words, or one article first where a view is asked for it.
_IS_CURRENT = """
  +s.lexicon IN (SELECT seq FROM lexicons WHERE active)
  AND +s.scorer_version = (SELECT value FROM meta WHERE key = 'scorer_version')
"""

# Scores or counts of the blocks that have no sums.
_NOT_ADDED_UP = """
  blocks b
  CROSS JOIN lexicons l ON l.active = 1
  CROSS JOIN meta m ON m.key = 'scorer_version'
  CROSS JOIN articles a ON a.seq BETWEEN b.block << 10 AND (b.block << 10 | 1023)
  CROSS JOIN {table} s ON s.article = a.seq AND s.lexicon = l.seq AND s.scorer_version = m.value
WHERE NOT EXISTS (
  SELECT 1 FROM figure_blocks f
  WHERE f.block = b.block AND f.lexicon = l.seq AND f.scorer_version = m.value
)
"""

# From one block to the next that holds an article: a step is one look into the index.
_BLOCKS = """
WITH RECURSIVE blocks(block) AS (
  SELECT min(seq) >> 10 FROM articles
  UNION ALL
  SELECT (SELECT min(seq) FROM articles WHERE seq > (block << 10 | 1023)) >> 10
  FROM blocks WHERE block IS NOT NULL
)
"""

_VOICE_SCORE = """(
    SELECT v.{column} FROM voice_scores v
    WHERE v.article = s.article AND v.lexicon = s.lexicon AND v.dimension = s.dimension
      AND v.scorer_version = s.scorer_version AND v.voice = w.voice
  )"""

_VIEWS_OF_SUMS = {
    "article_scores": f"""
SELECT
  a.id AS article_id, a.source, a.publisher, a.title, a.published, a.url, a.author, a.language,
  s.dimension, s.matches, s.weight, s.words, s.rate_per_1000, s.low, s.high, s.interval,
  (SELECT l.name FROM lexicons l WHERE l.seq = s.lexicon) AS lexicon,
  (SELECT l.version FROM lexicons l WHERE l.seq = s.lexicon) AS lexicon_version
FROM scores s JOIN articles a ON a.seq = s.article
WHERE s.words >= 0 AND {_IS_CURRENT}
""",
    "voice_rates": f"""
SELECT
  a.id AS article_id, a.source, s.dimension,
  CASE w.voice WHEN 0 THEN 'headline' WHEN 1 THEN 'quote' WHEN 2 THEN 'reported'
    ELSE 'narrator' END AS voice,
  coalesce({_VOICE_SCORE.format(column="matches")}, 0) AS matches,
  coalesce({_VOICE_SCORE.format(column="weight")}, 0.0) AS weight, w.words,
  1000.0 * coalesce({_VOICE_SCORE.format(column="weight")}, 0.0) / w.words AS rate_per_1000
FROM scores s JOIN articles a ON a.seq = s.article
  CROSS JOIN voice_words w ON w.article = s.article
WHERE s.narrator_matches IS NOT NULL AND {_IS_CURRENT}
""",
    "source_scores": f"""
{_BLOCKS}
SELECT
  source, dimension, sum(articles) AS articles, sum(words) AS words, sum(matches) AS matches,
  1000.0 * sum(weight) / nullif(sum(words), 0) AS pooled_rate,
  sum(rates) / nullif(sum(rated), 0) AS mean_rate
FROM (
  SELECT s.source, s.dimension, s.articles, s.words, s.matches, s.weight, s.rated, s.rates
  FROM source_sums s WHERE {_IS_CURRENT}
  UNION ALL
  SELECT a.source, s.dimension, 1, s.words, s.matches, s.weight,
    s.rate_per_1000 IS NOT NULL, coalesce(s.rate_per_1000, 0.0)
  FROM {_NOT_ADDED_UP.format(table="scores")}
)
GROUP BY source, dimension
""",
    "term_counts": f"""
{_BLOCKS}
SELECT
  dimension, entry, sum(articles) AS articles, sum(matches) AS matches, sum(weight) AS weight
FROM (
  SELECT s.dimension, s.entry, s.articles, s.matches, s.weight
  FROM entry_sums s WHERE {_IS_CURRENT}
  UNION ALL
  SELECT s.dimension, s.entry, s.matches <> 0, s.matches, s.weight
  FROM {_NOT_ADDED_UP.format(table="entry_counts")}
)
GROUP BY dimension, entry
""",
}
