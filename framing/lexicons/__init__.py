"""Lexicons: dimensions with their terms and rules, as files and as values.

Lexicon files of ten formats come in, lexicons go out, and back. `read_lexicon` reads a file,
`active` gives the lexicons that articles are scored by, `find` the one of a name or file.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.lexicons.formats import read_lexicon
    from framing.lexicons.installed import active, find
    from framing.lexicons.lexicon import Dimension, Example, Lexicon, Rule, Term
else:
    __getattr__ = loaded_later(
        __name__,
        formats="read_lexicon",
        installed="active find",
        lexicon="Dimension Example Lexicon Rule Term",
    )

__all__ = ["Dimension", "Example", "Lexicon", "Rule", "Term", "active", "find", "read_lexicon"]
