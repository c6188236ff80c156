"""The lexicons at hand: the bundled ones, the user's own, and which of them are switched on.

A user's lexicon takes the place of a bundled one of the same name. Among those that are on, no
dimension name stands twice, so that a dimension's name says which lexicon made its scores.
"""

from __future__ import annotations

import dataclasses
import os
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from framing import places, settings
from framing.errors import LexiconError
from framing.lexicons.files_digest import state
from framing.lexicons.folder import SUFFIX, delete, lexicon_files, store
from framing.lexicons.formats import parse_lexicon, read_bytes, read_lexicon, written
from framing.lexicons.formats.checks import listed, quoted, same_name
from framing.lexicons.lexicon import Lexicon

_FIRST = ("state_support", "competitiveness", "risk")
"""The order in which the bundled lexicons are listed and scored."""

Place = Literal["bundled", "user"]
Removal = Literal["deleted", "switched off"]


@dataclass(frozen=True, slots=True)
class InstalledLexicon:
    """One lexicon file among the installed ones."""

    name: str
    """The lexicon's name; of a file that cannot be read, the file's name."""
    place: Place
    path: Path
    on: bool
    """Whether articles are scored by it."""
    lexicon: Lexicon | None
    """None where the file cannot be read; `error` then says why."""
    error: str = ""


def listing() -> tuple[InstalledLexicon, ...]:
    """Every lexicon file, broken ones too: the bundled ones in their order, then one's own by name.

    Raises LexiconError where a folder cannot be read.
    """
    off = {same_name(name) for name in settings.load().lexicons_off}
    own = [_installed(path, "user", off) for path in lexicon_files(places.lexicon_folder())]
    shadowed = off | {same_name(each.name) for each in own}
    bundled = [
        _installed(path, "bundled", shadowed) for path in lexicon_files(places.bundled("lexicons"))
    ]
    bundled.sort(key=lambda each: (_place(each.name), each.name))
    return (*bundled, *own)


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def active() -> tuple[Lexicon, ...]:
    """The lexicons that articles are scored by.

    Raises LexiconError for a file that cannot be read, and where two of them have a name or the
    name of a dimension in common.
    """
    return active_with_state()[0]


def active_with_state(
    names: Sequence[str] | None = None,
) -> tuple[tuple[Lexicon, ...], bytes]:
    """The active lexicons and the digest of the very files they were read from.

    With names, those of the installed ones that have them, switched on or off. Files are parsed
    when one of them changed since the last call only. Raises as `active`.
    """
    wanted = None if names is None else frozenset(map(same_name, names))
    key = places.lexicon_folder(), wanted
    while True:
        digest = state()
        if (kept := _last_read.get(key)) and kept[1] == digest:
            return kept
        lexicons = _read(wanted)
        if state() == digest:
            _last_read.clear()
            _last_read[key] = lexicons, digest


_last_read: dict[tuple[Path, frozenset[str] | None], tuple[tuple[Lexicon, ...], bytes]] = {}
"""What was read last, by the folder of the user's lexicons and the names asked for."""


def _read(wanted: frozenset[str] | None) -> tuple[Lexicon, ...]:
    found: list[Lexicon] = []
    for each in _asked(wanted):
        if not each.lexicon:
            off = f"framing lexicon off {shlex.quote(each.name)}"
            raise LexiconError(each.error, hint=f"fix the file, delete it or switch it off: {off}")
        found.append(each.lexicon)
    return together(found)


def _asked(wanted: frozenset[str] | None) -> list[InstalledLexicon]:
    """Those of the installed lexicons that are on, or that have one of these names; a user's
    lexicon stands before a bundled one of its name."""
    known = listing()
    if wanted is None:
        return [each for each in known if each.on]
    return [
        each
        for each in known
        if same_name(each.name) in wanted and _named(each.name, known) is each
    ]


def beside(lexicon: Lexicon, others: Iterable[Lexicon]) -> tuple[Lexicon, ...]:
    """Those of other lexicons that share neither their name nor a dimension's with this one."""
    return tuple(each for each in others if not _shared(each, lexicon))


def together(lexicons: Iterable[Lexicon]) -> tuple[Lexicon, ...]:
    """The lexicons, each once, as they can score side by side.

    Raises LexiconError where two of them have a name or the name of a dimension in common.
    """
    kept: dict[str, Lexicon] = {}
    for each in lexicons:
        if each.fingerprint in kept:
            continue
        for other in kept.values():
            if shared := _shared(each, other):
                raise _clash(each, other.path, shared, "remove or rename one of them")
        kept[each.fingerprint] = each
    return tuple(kept.values())


def find(name_or_path: str) -> Lexicon:
    """The lexicon of that name among the installed ones, switched on or off, else that of the file.

    Raises LexiconError where there is neither, or where it cannot be read.
    """
    known = listing()
    if found := _named(name_or_path, known):
        return _readable(found)
    path = Path(name_or_path)
    if os.path.lexists(path):
        return read_lexicon(path)
    raise _unknown(name_or_path, known)


def add(path: Path, *, replace: bool, inspect: Callable[[Lexicon], None]) -> Lexicon:
    """Check a file, copy it into the user's folder and switch it on; return its lexicon.

    What has its name or one of its dimensions' names refuses it; with `replace`, a user's
    lexicon of the same name is overwritten, and others are switched off. A file that is there
    already, as it stands, is taken again: adding it may have been cut short. `inspect` raises
    LexiconError for what is not to be added. Raises it too for the above, and for a file that is
    no lexicon.
    """
    return keep(path, read_bytes(path), replace=replace, inspect=inspect)


def keep(
    path: Path, content: bytes, *, replace: bool, inspect: Callable[[Lexicon], None]
) -> Lexicon:
    """The same with the content of a file that need not be written; raises as `add`."""
    lexicon = parse_lexicon(path, content)
    inspect(lexicon)
    known = listing()
    same = _named(lexicon.name, [each for each in known if each.place == "user"])
    clashing = [
        (each, shared)
        for each in known
        if each is not same and each.on and (shared := _shared_with(each, lexicon))
    ]
    target = same.path if same else places.lexicon_folder() / f"{lexicon.name}{SUFFIX}"
    is_toml = path.suffix.lower() == SUFFIX
    text = content.decode() if is_toml else written(target, lexicon)
    if not replace:
        there = same and read_bytes(target) == text.encode()
        _refuse_taken(lexicon, None if there else same, clashing)
    if not same and os.path.lexists(target):
        raise LexiconError("the file holds a lexicon of another name", file=str(target))
    before = settings.load()
    _switch(lexicon.name, off=[each.name for each, _ in clashing])
    try:
        store(target, text)
    except LexiconError:
        settings.save(before)
        raise
    return lexicon


def remove(name: str) -> Removal:
    """Delete a user's lexicon, or switch off a bundled one; return which of the two.

    Raises LexiconError where no lexicon has the name or the file cannot be deleted.
    """
    found = _named(name, known := listing())
    if not found:
        raise _unknown(name, known)
    if found.place == "bundled":
        set_on(name, False)
        return "switched off"
    delete(found.path)
    return "deleted"


def is_installed(name: str) -> bool:
    """Whether a lexicon of that name is installed, switched on or off."""
    return _named(name, listing()) is not None


def is_on(name: str) -> bool:
    """Whether a lexicon of that name is installed and switched on."""
    found = _named(name, listing())
    return found is not None and found.on


def set_on(name: str, on: bool) -> None:
    """Switch a lexicon on or off.

    Raises LexiconError where no lexicon has the name, and where one that is to be switched on
    cannot be read or has a dimension's name in common with another that is on.
    """
    found = _named(name, known := listing())
    if not found:
        raise _unknown(name, known)
    if on:
        lexicon = _readable(found)
        for other in known:
            if other.on and other is not found and (shared := _shared_with(other, lexicon)):
                raise _clash(lexicon, str(other.path), shared, "switch that one off first")
        _switch(on=found.name)
    else:
        _switch(off=[found.name])


def _installed(path: Path, place: Place, off: set[str]) -> InstalledLexicon:
    try:
        lexicon = read_lexicon(path)
    except LexiconError as error:
        return InstalledLexicon(
            path.stem, place, path, same_name(path.stem) not in off, None, str(error)
        )
    return InstalledLexicon(lexicon.name, place, path, same_name(lexicon.name) not in off, lexicon)


def _named(name: str, known: Sequence[InstalledLexicon]) -> InstalledLexicon | None:
    """The last of that name: a user's lexicon stands before a bundled one."""
    wanted = same_name(name)
    return next((each for each in reversed(known) if same_name(each.name) == wanted), None)


def _readable(found: InstalledLexicon) -> Lexicon:
    return found.lexicon or read_lexicon(found.path)


def _shared_with(installed: InstalledLexicon, lexicon: Lexicon) -> str:
    return _shared(lexicon, installed.lexicon) if installed.lexicon else ""


def _shared(one: Lexicon, other: Lexicon) -> str:
    """What one lexicon claims and another too, for a sentence; empty for nothing."""
    if same_name(one.name) == same_name(other.name):
        return f"the lexicon name “{one.name}”"
    taken = {same_name(each.name) for each in other.dimensions}
    for each in one.dimensions:
        if same_name(each.name) in taken:
            return f"the dimension “{each.name}”"
    return ""


def _clash(lexicon: Lexicon, other: str, shared: str, hint: str) -> LexiconError:
    return LexiconError(f"{shared} is also in {other}", file=lexicon.path, hint=hint)


def _unknown(name: str, known: Iterable[InstalledLexicon]) -> LexiconError:
    names = sorted({each.name for each in known})
    close = get_close_matches(name, names, 1)
    hint = f"did you mean “{close[0]}”?" if close else f"valid: {listed(names)}"
    return LexiconError(f"no lexicon and no file is called {quoted(name)}", hint=hint)


def _refuse_taken(
    lexicon: Lexicon,
    same: InstalledLexicon | None,
    clashing: Sequence[tuple[InstalledLexicon, str]],
) -> None:
    if same:
        shared = f"the lexicon name “{same.name}”"
        raise _clash(lexicon, str(same.path), shared, "--replace overwrites that file")
    for each, shared in clashing:
        raise _clash(lexicon, str(each.path), shared, "--replace switches that one off")


def _switch(on: str = "", off: Iterable[str] = ()) -> None:
    """Store that one lexicon is on and others are off."""
    stored = settings.load()
    names = dict.fromkeys((*stored.lexicons_off, *off))
    kept = tuple(name for name in names if same_name(name) != same_name(on))
    settings.save(dataclasses.replace(stored, lexicons_off=kept))
