"""Calls into the compiled core: arrays of numpy go in and come out.

Every array is checked for its type here and every index in C, so that no caller can reach memory
that is not its own. The calls hold no lock: threads run beside one another.
"""

from __future__ import annotations

import ctypes
import os
import sys
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core import sources
from framing.errors import FramingError
from framing.model import VOICES

Array = NDArray[Any]
Layout = tuple[tuple[str, str], ...]
"""Fields of a C struct in order, with their numpy types; `int` for a number that is no array."""

TABLES: Layout = (
    *(("forms", "int"), ("form_bytes", "u1"), ("form_from", "i8"), ("form_shape", "u1")),
    *(("patterns", "int"), ("pattern_from", "i8"), ("step_form", "i4"), ("step_tail", "u1")),
    *(("step_touching", "u1"), ("pattern_contest", "i4"), ("pattern_rank", "i4")),
    *(("pattern_what", "u1"), ("names", "int"), ("name_weight", "f8"), ("contests", "int")),
    *(("dimensions", "int"), ("dimension_drops", "u1"), ("rules", "int")),
    *(("rule_dimension", "i4"), ("rule_within", "i4"), ("rule_ordered", "u1")),
    *(("rule_from", "i8"), ("rule_group", "i4"), ("rule_in_clause", "u1")),
    *(("needs_from", "i8"), ("needs", "i4"), ("unless_from", "i8"), ("unless", "i4")),
    *(("written_from", "i8"), ("written", "i4")),
)
BATCH: Layout = (
    *(("texts", "int"), ("bytes", "u1"), ("text_from", "i8"), ("excluded", "i8")),
    *(("excluded_from", "i8"), ("titles", "i8")),
)
WISHES: Layout = (
    *(("with_voices", "int"), ("with_matches", "int"), ("with_places", "int")),
    *(("with_words", "int"), ("most_matches", "int"), ("most_places", "int")),
)
SAID = np.dtype([("words", "i8"), ("sentences", "i8"), ("squares", "i8")])
SUMS: Layout = (
    *((name, "i8") for name in ("words", "excluded_words", "sentences", "squares", "units")),
    *((name, "i8") for name in ("matches", "covered", "negated")),
    *((name, "f8") for name in ("weight", "hits_squared", "hits_words")),
    ("said", "said"),
    ("voice_matches", "i8"),
    *((name, "f8") for name in ("voice_weight", "voice_squared", "voice_words")),
    *((name, "i8") for name in ("tallies_from", "words_from", "marks_from")),
)

WORD = np.dtype(
    [(name, "u4") for name in ("start", "end", "lag", "end_lag", "kind", "sentence", "clause")]
    + [(name, "u1") for name in ("tails", "joint", "opens", "what")]
)
MATCH = np.dtype(
    [(name, "u4") for name in ("article", "dimension", "entry", "first_word", "last_word")]
    + [(name, "u4") for name in ("start", "end", "sentence", "words", "evidence")]
    + [(name, "u4") for name in ("evidence_count", "needed_count", "negators", "negator_count")]
    + [(name, "u4") for name in ("speaker_start", "speaker_end")]
    + [(name, "u1") for name in ("counted", "negated", "voice", "is_rule")]
)
TALLY = np.dtype([(name, "u4") for name in ("entry", "matches", "negated")])
RANGE = np.dtype([("start", "u4"), ("end", "u4")])
PLACE = np.dtype([(name, "i8") for name in ("entry", "first", "last", "contest")])
KEY = np.dtype([("hash", "u8"), ("at", "u8"), ("size", "u4"), ("", "u4")])

_LISTS = (
    *(("tallies", TALLY), ("matches", MATCH), ("ranges", RANGE), ("lone_marks", np.dtype("u4"))),
    *(("candidates", PLACE), ("wins", PLACE), ("words", WORD), ("keys", KEY)),
    ("letters", np.dtype("u1")),
)
"""The lists of a batch by their numbers in `list_items`."""

OPENS_SENTENCE, OPENS_PARAGRAPH = 1, 2
"""Bits of `opens` of a word."""
IS_UNIT = 1
"""Bit of `what` of a word: it is a character of a script without spaces."""

_DONE, _NO_MEMORY, _TOO_LONG, _TOO_MANY_MATCHES, _TOO_MANY_WAYS = range(5)
_REFUSALS = {
    _NO_MEMORY: "the memory is full",
    _TOO_LONG: "the text is longer than 256 MiB or 33,554,432 words",
    _TOO_MANY_MATCHES: "the lexicons have more matches in it than the program takes",
    _TOO_MANY_WAYS: "the patterns and near rules of the lexicons can stand in it in too many ways",
}


class CoreError(FramingError):
    """The core is missing, or an article is more than it takes."""

    article = 0
    """Its number in the batch."""


def _installed() -> Path | None:
    """The library of the installed program, for a checkout that shadows it."""
    from importlib import metadata  # wanted by checkouts only

    try:
        files = metadata.files("framing-tui") or []
    except metadata.PackageNotFoundError:
        return None
    found = (Path(str(each.locate())) for each in files if each.name == sources.LIBRARY.name)
    return next(found, None)


_POINTERS = ("language_open", "lexicon_open", "line_rules_open", "read_batch", "scan", "list_items")
"""Calls that return one."""
_loading = Lock()


def core() -> ctypes.CDLL:
    """The compiled core; raises CoreError where it is missing or made of other sources."""
    with _loading:  # a second thread waits for the first, and for its seed
        return _loaded()


@cache
def _loaded() -> ctypes.CDLL:
    path = sources.LIBRARY if sources.LIBRARY.exists() else _installed()
    if path is None:
        raise CoreError("the compiled core of framing is missing", hint="run python hatch_build.py")
    try:
        library = ctypes.CDLL(str(path))
        library.core_sources.restype = ctypes.c_char_p
    except (OSError, AttributeError) as error:
        raise CoreError(
            "the compiled core cannot be loaded", file=str(path), hint="run python hatch_build.py"
        ) from error
    # A library of other sources would read and write its arrays in another way.
    if library.core_sources().decode() != sources.digest():
        raise CoreError(
            "the compiled core is not made of these sources", hint="run python hatch_build.py"
        )
    for name in _POINTERS:
        getattr(library, name).restype = ctypes.c_void_p
    library.core_seed(ctypes.c_uint64(int.from_bytes(os.urandom(8), sys.byteorder)))
    return library


class Struct:
    """A C struct and the arrays that it points to."""

    def __init__(self, layout: Layout, values: Mapping[str, Any]) -> None:
        fields: list[tuple[str, Any]] = []
        numbers: list[int] = []
        self.arrays: dict[str, Array] = {}
        for name, kind in layout:
            if kind == "int":
                fields.append((name, ctypes.c_int64))
                numbers.append(int(values[name]))
                continue
            dtype = SAID if kind == "said" else np.dtype(kind)
            array: Array = np.ascontiguousarray(values[name], dtype=dtype)
            self.arrays[name] = array
            fields.append((name, ctypes.c_void_p))
            numbers.append(array.ctypes.data)
        made = type("Struct", (ctypes.Structure,), {"_fields_": fields})
        self.value = made(*numbers)

    @property
    def address(self) -> Any:
        """What a call takes."""
        return ctypes.byref(self.value)


def free_with(owner: object, free: Callable[..., object], handle: ctypes.c_void_p) -> None:
    """Free what the core holds with its owner; not at the end, where a thread may still scan."""
    weakref.finalize(owner, free, handle).atexit = False


class Language:
    """Characters and listed words, as all texts are read by."""

    def __init__(
        self, flags: Array, folded: Array, lists: Mapping[str, int], *, wildcards: bool = False
    ) -> None:
        """`lists` are words with the lists they stand in, as bits."""
        words = [word.encode() for word in lists]
        joined = np.frombuffer(b"".join(words) + b"\0", dtype=np.uint8)
        sizes = np.cumsum([0, *map(len, words)], dtype=np.int64)
        bits = np.array([*lists.values(), 0], dtype=np.uint32)
        self._kept = (np.ascontiguousarray(flags, np.uint16), np.ascontiguousarray(folded, "u4"))
        self.handle = ctypes.c_void_p(
            core().language_open(
                *(ctypes.c_void_p(each.ctypes.data) for each in (*self._kept, joined, sizes, bits)),
                ctypes.c_int64(len(words)),
                ctypes.c_int64(wildcards),
            )
        )
        if not self.handle:
            raise MemoryError
        free_with(self, core().language_free, self.handle)


class CompiledTables:
    """The lexicons as the core searches them."""

    def __init__(self, language: Language, tables: Mapping[str, Any]) -> None:
        """For texts that are read by `language`."""
        self._language = language
        self._struct = Struct(TABLES, tables)  # the core reads these arrays as long as it lives
        self.dimensions = int(tables["dimensions"])
        ended = ctypes.c_int()
        self.handle = ctypes.c_void_p(
            core().lexicon_open(language.handle, self._struct.address, ctypes.byref(ended))
        )
        refuse(ended.value)
        free_with(self, core().lexicon_free, self.handle)


@dataclass(frozen=True, slots=True)
class Lists:
    """What a batch yields in lists, as structured arrays; an empty one is not asked for."""

    tallies: Array
    matches: Array
    ranges: Array
    lone_marks: Array
    candidates: Array
    wins: Array
    words: Array
    keys: Array
    letters: Array


def encoded(
    texts: Sequence[str],
    excluded: Sequence[Sequence[tuple[int, int]]] | None = None,
    titles: Sequence[tuple[int, int] | None] | None = None,
) -> dict[str, Any]:
    """The fields of a batch of texts; `excluded` spans and `titles` are in characters."""
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    spans = [sorted(own) for own in excluded] if excluded else [[]] * len(texts)
    return {
        "texts": len(texts),
        "bytes": np.frombuffer(b"".join((*pieces, b"\0")), dtype=np.uint8),
        "text_from": np.cumsum([0, *map(len, pieces)], dtype=np.int64),
        "excluded": np.array([pair for own in spans for pair in own], dtype=np.int64),
        "excluded_from": np.cumsum([0, *map(len, spans)], dtype=np.int64),
        "titles": np.array([span or (0, 0) for span in titles or ()], dtype=np.int64),
    }


def _checked(batch: Mapping[str, Any], *, titles: bool) -> Struct:
    """The batch for a call; raises ValueError where the core would read beside its arrays."""
    struct = Struct(BATCH, batch)
    arrays, texts = struct.arrays, int(batch["texts"])
    sizes = {"text_from": arrays["bytes"].size, "excluded_from": arrays["excluded"].size // 2}
    for name, held in sizes.items():
        opens = arrays[name]
        rises = opens.size == texts + 1 and opens[0] == 0 and (np.diff(opens) >= 0).all()
        if not rises or opens[-1] > held:
            raise ValueError(f"{name} does not fit the texts")
    if titles and arrays["titles"].size != 2 * texts:
        raise ValueError("there are not as many titles as texts")
    return struct


def _check_sums(arrays: Mapping[str, Array], texts: int, dimensions: int, *, voices: bool) -> None:
    """Raises ValueError where the core would write beside the arrays of sums."""
    said = texts * len(VOICES) if voices else 0
    sizes = {
        **dict.fromkeys(("words", "excluded_words", "sentences", "squares", "units"), texts),
        "said": said,
        **{name: said * dimensions for name, _ in SUMS if name.startswith("voice_")},
        **dict.fromkeys(("tallies_from", "words_from", "marks_from"), texts + 1),
    }
    for name, array in arrays.items():
        if array.size != sizes.get(name, texts * dimensions):
            raise ValueError(f"the sums of {name} have not the size of the batch")


def read_batch(language: Language, batch: Mapping[str, Any]) -> tuple[Lists, Array]:
    """The words of a batch, and the first word of each text with the number of all."""
    struct = _checked(batch, titles=False)
    opens = np.zeros(int(batch["texts"]) + 1, dtype=np.int64)
    ended = ctypes.c_int()
    lists = ctypes.c_void_p(
        core().read_batch(
            language.handle,
            struct.address,
            ctypes.c_void_p(opens.ctypes.data),
            ctypes.byref(ended),
        )
    )
    return _taken(lists, ended.value, ("words", "keys", "letters")), opens


def scan(
    tables: CompiledTables,
    batch: Mapping[str, Any],
    wishes: Mapping[str, int],
    sums: Mapping[str, Array],
) -> Lists:
    """A batch against all lexicons; `sums` are arrays of zeros, which the core adds to.

    Raises CoreError for an article that is more than the core takes, ValueError for arrays that do
    not fit one another.
    """
    voices = bool(wishes["with_voices"])
    own, wanted = _checked(batch, titles=voices), Struct(WISHES, wishes)
    filled = Struct(SUMS, sums)
    if any(filled.arrays[name] is not sums[name] for name, _ in SUMS):
        raise TypeError("the sums are not of the types that the core writes")
    _check_sums(filled.arrays, int(batch["texts"]), tables.dimensions, voices=voices)
    ended = (ctypes.c_int64 * 2)()
    lists = ctypes.c_void_p(
        core().scan(tables.handle, own.address, wanted.address, filled.address, ended)
    )
    try:
        return _taken(lists, ended[0], [name for name, _ in _LISTS])
    except CoreError as error:
        error.article = int(ended[1])
        raise


def _taken(lists: ctypes.c_void_p, ended: int, names: Sequence[str]) -> Lists:
    """Copies of the lists of a batch, which are freed."""
    try:
        refuse(ended)
        found = {name: np.zeros(0, kind) for name, kind in _LISTS}
        for number, (name, kind) in enumerate(_LISTS):
            if name in names:
                found[name] = _copied(lists, number, kind)
        return Lists(**found)
    finally:
        core().lists_free(lists)


def _copied(lists: ctypes.c_void_p, number: int, kind: np.dtype[Any]) -> Array:
    count = ctypes.c_int64()
    items = core().list_items(lists, ctypes.c_int64(number), ctypes.byref(count))
    if not count.value:
        return np.zeros(0, kind)
    there = (ctypes.c_uint8 * (count.value * kind.itemsize)).from_address(items)
    return np.frombuffer(bytes(there), dtype=kind)


def refuse(ended: int) -> None:
    """Raise the CoreError that a call ended with, if any."""
    if ended != _DONE:
        raise CoreError(_REFUSALS.get(ended, "the compiled lexicons are not sound"))
