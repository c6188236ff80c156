"""The one output boundary: makes every character that could steer a terminal visible instead.

All of C0 but newline and tab, DEL, C1, the bidi and other format controls, line and paragraph
separators and lone surrogates become escapes such as `\\x1b` and `\\u202e`. Characters are
escaped one by one; nothing is stripped, so that no rest of a sequence can take effect. Zero-width
joiners stay where they are spelling: between letters, and inside an emoji sequence.
"""

from __future__ import annotations

import codecs
import html
import io
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence

# Every character of category Cc (but newline and tab), Cf, Cs, Zl and Zp; a test compares the
# list with unicodedata, which would take 30 ms to ask at start.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
JOINERS = "\u200c\u200d"
"""Cut from the end of a text that goes on, where they would join nothing."""
_EMOJI_ENDS = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""What may stand between an emoji and the joiner after it: its look, or a tone of skin."""
_ARROW = "\u2194"
"""Of what emoji sequences go on with, all but this are other symbols (So)."""


def _is_spelling(text: str, at: int) -> bool:
    """Whether the character at a place is a joiner between letters or inside an emoji sequence."""
    if text[at] not in JOINERS or not 0 < at < len(text) - 1:
        return False
    sides = text[at - 1], text[at + 1]
    before, after = map(unicodedata.category, sides)
    if before[0] in "LMN" and after[0] in "LMN":
        return True
    symbols = (before == "So" or sides[0] in _EMOJI_ENDS) and (after == "So" or sides[1] == _ARROW)
    return symbols and text[at] == "\u200d"


def _shown(found: re.Match[str]) -> str:
    return found[0] if _is_spelling(found.string, found.start()) else escape(found[0])


def escape(character: str) -> str:
    """The visible form of one character: `\\x1b`, `\\u202e` or `\\U000e0001`."""
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def visible(text: str) -> str:
    """The text with every control character made visible; newline and tab stay, and joiners that
    are spelling."""
    if text.isprintable():  # then it holds none of them
        return text
    return _HOSTILE.sub(_shown, text)


def visible_line(text: str) -> str:
    """`visible` for text that has to stay on one line: newline and tab become spaces."""
    return visible(text.replace("\n", " ").replace("\t", " "))


def html_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain texts under a caption, for notebooks; nothing in them is markup."""
    lines = [_row("th", columns), *(_row("td", row) for row in rows)]
    return f"<table>\n<caption>{_cell(caption)}</caption>\n{''.join(lines)}</table>"


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _cell(text: str) -> str:
    return html.escape(visible_line(text))


def visible_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """The visible text and, for each of its characters, the offset in `text` it stands for.

    The list has one more item, the length of `text`. It is None where nothing had to be
    escaped and the two sets of offsets are the same.
    """
    shown = visible(text)
    if len(shown) == len(text):
        return shown, None
    offsets: list[int] = []
    done = 0
    for found in _HOSTILE.finditer(text):
        offsets += range(done, found.start())
        offsets += [found.start()] * len(_shown(found))
        done = found.end()
    offsets += range(done, len(text) + 1)
    return shown, offsets


def visible_json(text: str) -> str:
    """JSON text with control characters as JSON escapes: same data, nothing raw."""
    return _HOSTILE.sub(lambda found: _json_escape(found[0]), text)


def _json_escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _replaced(error: UnicodeError, escaped: Callable[[str], str]) -> tuple[str, int]:
    """What a codec writes in the place of characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(escaped, error.object[error.start : error.end])), error.end


_AS_VISIBLE, AS_JSON = "framing.visible", "framing.json"
"""Names of error handlers of codecs: escapes as of `visible`, and as of `visible_json`."""
codecs.register_error(_AS_VISIBLE, lambda error: _replaced(error, escape))
codecs.register_error(AS_JSON, lambda error: _replaced(error, _json_escape))


def prepare_streams() -> None:
    """Let stdout and stderr take every character: redirected ones are UTF-8, unless
    PYTHONIOENCODING says otherwise, and what an encoding lacks is escaped."""
    chosen = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        errors = stream.errors or "strict"
        if errors in ("strict", "surrogateescape"):
            errors = _AS_VISIBLE
        encoding = stream.encoding if chosen or stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors=errors)


def write_line(text: str, *, error: bool = False) -> None:
    """Write one visible line to stdout, or to stderr."""
    print(visible(text), file=sys.stderr if error else sys.stdout)


def write_text(text: str) -> None:
    """Write visible text to stdout as it is, without a line end of its own."""
    sys.stdout.write(visible(text))
