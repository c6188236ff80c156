"""Text in UTF-8 that was read as windows-1252, so that ’ became â€™: how it is told.

The first byte of a character leaves a letter from Â to ð, and each byte after it a mark or sign of
windows-1252. Texts in French, Portuguese or Vietnamese have these letters rightly, but before
other letters; so only what stands behind them tells.
"""

from __future__ import annotations

import re

# What windows-1252, and Latin-1 where it has nothing, make of the bytes 80 to BF.
_FOLLOWING = (
    "\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
_SIGNS = "\xa1-\xaa\xac\xae-\xba\xbc-\xbf"
"""Those that no Ã, Ä or Å of a language stands before: no quotation mark, space or soft hyphen."""
_LOWER = "a-z\xdf-\xff"
_SURE = re.compile(
    f"â(?:€|\x80)[{_FOLLOWING}]?|â‚¬|â„¢"  # marks of punctuation, € and ™
    f"|[ÃÄÅ][{_SIGNS}]|Æ[°¡]"  # é, ü, ł, ư
    f"|(?<!\\w)Ã(?:\xa0|[{_FOLLOWING}](?<![“”’])(?=[a-z]))"  # à, Ö and Ü that begin a word
    f"|áº[{_FOLLOWING}]|á»[\x80-\x9f‡‰Š™›£©¯±¿]"  # ạ, ệ
    f"|(?<=[{_LOWER}])[ÃÄÅ][{_FOLLOWING}]"  # à, and letters that a quotation mark stands for
    f"|(?<=[{_LOWER}0-9.,;:!?])Â[\xa0-\xbf]|(?<![^\\s(])Â[\xa1-\xaa\xac-\xba\xbc-\xbf]"  # °, £
    # Letters of other scripts: three or more in a row.
    f"|(?:[\xc2-\xdf][{_FOLLOWING}]|[\xe0-\xef][{_FOLLOWING}]{{2}}|\xf0[{_FOLLOWING}]{{3}}){{3}}"
)
_PAIR = re.compile(f"[\xc2-\xf0][{_FOLLOWING}]")


def mojibake(text: str) -> str:
    """The first place that looks like UTF-8 read as windows-1252; empty where none does."""
    # Â to ð are C3 and another byte: most texts without such a letter are told in no time.
    if b"\xc3" not in text.encode("utf-8", "replace") or not (pair := _PAIR.search(text)):
        return ""
    found = _SURE.search(text, pair.start())
    return found[0] if found else ""
