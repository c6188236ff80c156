"""Where things are, and how a file comes to its place: whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import platformdirs

from framing.errors import FramingError

_APP = "framing"
_PACKAGE = Path(__file__).parent


def bundled(kind: str) -> Path:
    """The folder `lexicons` or `seeds` that travels with the program.

    A wheel carries it inside the package; a checkout and an editable install beside it.
    """
    inside = _PACKAGE / "bundled" / kind
    return inside if inside.is_dir() else _PACKAGE.parent / kind


def library_file(option: str | None) -> tuple[Path, str]:
    """The library file and what named it: `--db`, `FRAMING_DB` or the default place."""
    if option:
        return Path(option), "--db"
    if named := os.environ.get("FRAMING_DB"):
        return Path(named), "FRAMING_DB"
    return platformdirs.user_data_path(_APP) / "framing.db", "default"


def is_there(path: Path) -> bool:
    """Whether anything stands at a path; a path that cannot be looked at is none."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for names that are too long


def settings_file() -> Path:
    """The user's settings: theme and switched-off lexicons."""
    return platformdirs.user_config_path(_APP) / "settings.json"


def lexicon_folder() -> Path:
    """The user's own lexicons."""
    return platformdirs.user_config_path(_APP) / "lexicons"


def cache_folder() -> Path:
    """Files that can be made again: the demo's library."""
    return platformdirs.user_cache_path(_APP)


@contextmanager
def replacing(path: Path, *, force: bool) -> Iterator[TextIO]:
    """A stream to a new file that takes its place at `path` when the block ends well.

    Raises FramingError where something is there already (with `force`: where it is no file), or
    where the folder cannot be written.
    """
    target = Path(os.path.realpath(path))
    _refuse_existing(path, target, force=force)
    _remove_left(target.parent)
    try:
        with whole_file(target) as stream:
            yield stream
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise FramingError(what, file=str(path)) from error


def _refuse_existing(path: Path, target: Path, *, force: bool) -> None:
    if target.exists() and not target.is_file():
        raise FramingError("is no file that could be written", file=str(path))
    if target.exists() and not force:
        raise FramingError("exists already", hint="--force overwrites it", file=str(path))


_DRAFT = re.compile(r"\.framing-[0-9a-f]{16}\.part")
_LEFT_SECONDS = 86_400.0
"""A draft at which nobody wrote for so long is not that of a program at work."""


def _remove_left(folder: Path) -> None:
    """Remove the drafts of killed programs: hidden, they would take room for ever."""
    with suppress(OSError), os.scandir(folder) as found:
        for each in found:
            if not _DRAFT.fullmatch(each.name):
                continue
            if time.time() - each.stat(follow_symlinks=False).st_mtime < _LEFT_SECONDS:
                continue
            if each.is_dir(follow_symlinks=False):
                shutil.rmtree(each.path, ignore_errors=True)
            else:
                Path(each.path).unlink()


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A stream to a new file that takes its place at `path` when the block ends well.

    Where it does not, what stood there stands there still. Raises OSError where the folder cannot
    be written.
    """
    draft = path.with_name(f".framing-{os.urandom(8).hex()}.part")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def replacing_folder(path: Path, *, force: bool, names: Collection[str]) -> Iterator[Path]:
    """A new folder to fill, which takes its place at `path` when the block ends well.

    An empty folder may stand there; with `force` also one that holds just these names. Raises
    FramingError for anything else, and where nothing can be written.
    """
    target = Path(os.path.realpath(path))
    _refuse_other(path, target, force=force, names=names)
    _remove_left(target.parent)
    draft, before = (target.with_name(f".framing-{os.urandom(8).hex()}.part") for _ in range(2))
    try:
        draft.mkdir()
        yield draft
        if target.exists():
            target.replace(before)
        draft.replace(target)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise FramingError(what, file=str(path)) from error
    finally:
        if before.exists() and not target.exists():  # stopped between the two, by Ctrl-C too
            before.replace(target)
        for each in (draft, before):
            shutil.rmtree(each, ignore_errors=True)


def _refuse_other(path: Path, target: Path, *, force: bool, names: Collection[str]) -> None:
    if not is_there(target):
        return
    if not target.is_dir():
        raise FramingError("is no folder", file=str(path))
    held = {each.name for each in target.iterdir()}
    if held and not force:
        raise FramingError("holds something", hint="--force replaces it", file=str(path))
    if held and held != set(names):
        what = "holds other things, which are not replaced"
        raise FramingError(what, hint="name another folder", file=str(path))
