"""The sample corpus: the bundled articles, imported and scored once into a library of their own."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from framing import version
from framing.errors import LibraryError
from framing.lexicons.files_digest import state
from framing.places import bundled, cache_folder
from framing.statistics.rates import SCORER_VERSION

NOTICE = "These are retellings written for this program: scores describe them, not the outlets."


def sample_library() -> Path:
    """The library file of the sample corpus, made when there is none for today's program.

    Its folder's name holds the version and what the lexicons and articles hold, so that a change
    of any makes a new one. Raises LibraryError where the cache folder cannot be written.
    """
    path = cache_folder() / f"demo-{_key()}" / "samples.db"
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                draft = Path(folder) / path.name
                _build(draft)
                draft.replace(path)
        except OSError as error:
            raise LibraryError(
                f"the sample corpus cannot be made: {error.strerror}",
                file=str(path),
                hint="check the folder, or set XDG_CACHE_HOME",
            ) from error
    return path


def _key() -> str:
    """A short name for all that the sample library depends on."""
    content = hashlib.sha256(f"{version()} {SCORER_VERSION} ".encode() + state())
    for path in sorted(bundled("seeds").glob("*.md")):
        content.update(path.read_bytes() + b"\0")
    return content.hexdigest()[:12]


def _build(path: Path) -> None:
    from framing.articles import Options, find_files
    from framing.library import Library
    from framing.runs.importing import import_files
    from framing.runs.rescoring import at_hand

    found = find_files([str(bundled("seeds"))], Options())
    with Library(path, create=True) as library:
        import_files(library, found.files, Options(), at_hand())
