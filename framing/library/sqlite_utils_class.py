"""sqlite-utils' `Database`, loaded at its first use and without what it loads in vain."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def database_class() -> type[Database]:
    """The class, for who writes to a library.

    Where pandas is installed sqlite-utils loads it for a type of column that no library has, which
    takes 70 MB and a quarter of a second. In a process of the command line it does not find it; in
    one of somebody else, who may want both together, all stays as it is.
    """
    hidden = "framing.cli" in sys.modules and "pandas" not in sys.modules
    if hidden:
        sys.modules["pandas"] = None  # type: ignore[assignment] # its import says: not installed
    try:
        from sqlite_utils import Database
    finally:
        if hidden:
            del sys.modules["pandas"]
    return Database
