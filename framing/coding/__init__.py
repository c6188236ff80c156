"""Coding: what human coders say of sentences and matches, against what lexicons find there.

A library comes in and sheets for coders go out; filled-in sheets or files of codes come in and
the agreement of the coders and the fit of the lexicons go out. `draw` draws a sample,
`import_sheet` takes a filled-in sheet, `validate` holds lexicons against codes. `units`, `codes`,
`agreement` and `disagreements` read what was drawn and coded as rows.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.coding.coding_rows import agreement, codes, disagreements, units
    from framing.coding.filled_sheets import import_sheet
    from framing.coding.sampling import draw
    from framing.coding.validation import Validation, validate
else:
    __getattr__ = loaded_later(
        __name__,
        coding_rows="agreement codes disagreements units",
        filled_sheets="import_sheet",
        sampling="draw",
        validation="Validation validate",
    )

__all__ = [
    "Validation",
    "agreement",
    "codes",
    "disagreements",
    "draw",
    "import_sheet",
    "units",
    "validate",
]
