"""Tells by a digest whether the lexicons at hand are those of before; none is parsed for it."""

from __future__ import annotations

import hashlib
import os

from framing import limits, places, settings
from framing.errors import LexiconError
from framing.lexicons.folder import lexicon_files, read_regular


def state() -> bytes:
    """A digest of all that the active lexicons depend on; no file is parsed for it.

    Raises LexiconError where a folder cannot be read.
    """
    digest = hashlib.sha256(repr(settings.load().lexicons_off).encode())
    for folder in (places.bundled("lexicons"), places.lexicon_folder()):
        for path in lexicon_files(folder):
            try:
                content = read_regular(path, limits.CONFIG_FILE_BYTES)
            except LexiconError as error:  # it may be switched off
                content = str(error).encode(errors="backslashreplace")
            digest.update(os.fsencode(path.name) + b"\0" + content + b"\0")
    return digest.digest()
