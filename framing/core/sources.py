"""Which C sources the core is made of, and the digest that tells a library made of others."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
LIBRARY = FOLDER / f"libframing{SUFFIX}"
"""Where the build puts the library."""


def sources() -> list[Path]:
    """The C files, in a set order."""
    return sorted(FOLDER.glob("*.c"))


def digest() -> str:
    """The digest of the C files and their headers."""
    found = hashlib.sha256()
    for path in (*sorted(FOLDER.glob("*.h")), *sources()):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
