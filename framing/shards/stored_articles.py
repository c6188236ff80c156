"""What an article must be to be taken as it is: its text is a stored one, and its day a day."""

from __future__ import annotations

import re
from datetime import date

from framing import limits
from framing.articles.intake import check, is_normal
from framing.errors import ReadError
from framing.model import Draft

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def fault_of(draft: Draft) -> str:
    """Why an article, given as a draft, is not as a stored one; empty where it is."""
    if len(draft.text) > limits.TEXT_FILE_BYTES:
        return f"the text is larger than {limits.TEXT_FILE_BYTES // limits.MIB} MiB"
    try:
        check(draft)
    except ReadError as error:
        return error.what
    if not is_normal(draft.text):
        return "the text is not in normal form C with \\n for line ends"
    return "" if _is_day(draft.published) else "published is no day as 2025-01-29"


def _is_day(published: str) -> bool:
    """Whether it is a day of the calendar, or empty."""
    if not published:
        return True
    try:
        return bool(_DAY.fullmatch(published) and date.fromisoformat(published))
    except ValueError:
        return False
