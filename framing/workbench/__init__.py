"""The work on a lexicon: whether its examples hold, what its entries do, what it may lack.

A lexicon and articles come in; reports on its examples and entries, suggestions and what an edit
moved go out. `check` runs the examples, `diagnose` looks at every entry, `suggest` finds words
that a dimension may lack.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.workbench.diagnosis import diagnose
    from framing.workbench.examples import check
    from framing.workbench.suggestions import suggest
else:
    __getattr__ = loaded_later(
        __name__,
        diagnosis="diagnose",
        examples="check",
        suggestions="suggest",
    )

__all__ = ["check", "diagnose", "suggest"]
