"""The formats of lexicon files: one record a format, in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from framing import limits
from framing.lexicons.formats.decoding import always_utf8, by_declaration, by_mark
from framing.lexicons.formats.import_report import ImportedLexicon, Note
from framing.lexicons.formats.toml import read_toml
from framing.lexicons.formats.toml_writing import write_toml
from framing.lexicons.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of lexicon file is read and written."""

    name: str
    suffixes: tuple[str, ...]
    doc: str
    """What it is, for a list of the formats."""
    read: Callable[[str, str], ImportedLexicon]
    """From the decoded text and the name the user gave the file."""
    write: Callable[[Lexicon], str] | None
    """The file's text; None where the format can only be read."""
    lost: Callable[[Lexicon], tuple[Note, ...]]
    """What a file that `write` makes does not hold of the lexicon."""
    read_columns: Callable[[str, str, Sequence[str]], ImportedLexicon] | None = None
    """As `read`, with the columns that are categories; only tables have it."""
    encoding: Callable[[bytes], str] = by_mark
    """The encoding that a file's bytes tell."""
    largest: int = limits.LEXICON_FILE_BYTES
    """Bytes that a file may have."""


def _read_toml(text: str, file: str) -> ImportedLexicon:
    return ImportedLexicon(read_toml(text, file))


def _nothing(_lexicon: Lexicon) -> tuple[Note, ...]:
    return ()


def _later(module: str, function: str) -> Callable[..., Any]:
    """A function of this package whose module is loaded at its first call.

    The program starts with TOML files only, and the other formats would take it 20 ms to load.
    """

    def call(*arguments: object) -> Any:
        return getattr(import_module(f"{__package__}.{module}"), function)(*arguments)

    return call


_TERMS = _later("losses", "lost_but_terms")
_CELLS = _later("losses", "lost_but_cells")
_WEIGHTS = _later("losses", "lost_but_weights")

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            "toml",
            (".toml",),
            "this program's own, with everything that a lexicon can have",
            _read_toml,
            write_toml,
            _nothing,
            encoding=always_utf8,
            largest=limits.CONFIG_FILE_BYTES,
        ),
        Format(
            "csv",
            (".csv",),
            "table: term,dimension,weight; or one column or row a category; or a signed list",
            _later("tables", "read_csv"),
            _later("tables", "write_csv"),
            _CELLS,
            read_columns=_later("tables", "read_csv"),
        ),
        Format(
            "tsv",
            (".tsv", ".tab"),
            "the same tables with tabs",
            _later("tables", "read_tsv"),
            _later("tables", "write_tsv"),
            _CELLS,
            read_columns=_later("tables", "read_tsv"),
        ),
        Format(
            "txt",
            (".txt",),
            "word list, one term a line; or a signed list with tabs, as AFINN and VADER",
            _later("word_list", "read_words"),
            _later("word_list", "write_words"),
            _later("word_list", "lost_in_words"),
        ),
        Format(
            "dic",
            (".dic",),
            "LIWC dictionary of 2007 and later",
            _later("liwc", "read_dic"),
            _later("liwc", "write_dic"),
            _TERMS,
        ),
        Format(
            "dicx",
            (".dicx",),
            "LIWC-22 dictionary, a table",
            _later("tables", "read_dicx"),
            _later("tables", "write_dicx"),
            _later("tables", "lost_in_dicx"),
        ),
        Format(
            "yaml",
            (".yaml", ".yml"),
            "quanteda dictionary",
            _later("yaml", "read_yaml"),
            _later("yaml", "write_yaml"),
            _TERMS,
            largest=limits.CONFIG_FILE_BYTES,
        ),
        Format(
            "cat",
            (".cat",),
            "WordStat dictionary",
            _later("wordstat", "read_cat"),
            _later("wordstat", "write_cat"),
            _WEIGHTS,
        ),
        Format(
            "ykd",
            (".ykd", ".lcd"),
            "Yoshikoder dictionary, or one of Lexicoder 2 (.lcd)",
            _later("yoshikoder", "read_ykd"),
            _later("yoshikoder", "write_ykd"),
            _later("losses", "lost_but_titles"),
            encoding=by_declaration,
        ),
        Format(
            "lc3",
            (".lc3",),
            "Lexicoder 3 dictionary, as LSD2015: +category lines with terms below",
            _later("sections", "read_lc3"),
            _later("sections", "write_lc3"),
            _TERMS,
        ),
        Format(
            "vbpro",
            (".vbpro", ".vbp"),
            "VBPro dictionary: >>category<< lines with terms below",
            _later("sections", "read_vbpro"),
            _later("sections", "write_vbpro"),
            _TERMS,
        ),
        Format(
            "json",
            (".json",),
            "categories of Voyant Tools",
            _later("voyant", "read_json"),
            _later("voyant", "write_json"),
            _TERMS,
        ),
    )
}
