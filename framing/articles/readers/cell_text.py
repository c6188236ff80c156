"""What programs make of a text that they put into a cell, a value or an entry, undone: HTML,
escapes of HTML, `\\n` for a line break, and the mark where a service cut it."""

from __future__ import annotations

import html
import re

from framing.articles.readers.page_outline import outline
from framing.articles.readers.page_text import joined

HTML = "html"
ESCAPES = "escapes"
BREAKS = "breaks"
CUT = "cut"

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,4000})?/?>")
_KNOWN = frozenset(
    ("a", "abbr", "article", "aside", "b", "blockquote", "body", "br", "center", "cite", "code",
     "dd", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3",
     "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "li", "main", "ol",
     "p", "picture", "pre", "q", "s", "script", "section", "small", "span", "strong", "style",
     "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "title", "tr", "u", "ul",
     "video")
)  # fmt: skip
_OPEN_ALONE = frozenset(("br", "hr", "img", "p", "li"))
"""Elements that need no end tag."""
_BREAKS = frozenset(("br", "p", "div", "li", "td", "h1", "h2", "h3", "section", "article"))
"""Elements that make the lines of a text; without them its line breaks do."""
_MOST_TAGS = 64
"""Tags that are looked at to tell markup."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROUNDS = 2
"""Times that a text may have been escaped."""
_CUT = re.compile(r"(?:…|\.\.\.)?\s{0,9}\[\+?\d{1,9} char(?:acter)?s\]\s{0,99}\Z")
_DRIVE = re.compile(r"(?<!\w)[A-Za-z]:\\")
_BREAK = re.compile(r"\\r\\n|\\n|\\r")
_BREAK_FOR_SURE = re.compile(r"\\n(?:\\[nrt]|[^\Wa-z_]|[\s\"“„»«‘'(•—–-]|\Z)|[.!?…:;\"”’»)]\\[nr]")


def mended(text: str, file: str) -> tuple[str, tuple[str, ...]]:
    """A text as it was before, and what was undone: `HTML`, `ESCAPES`, `BREAKS`, `CUT`.

    HTML is read as a page's body is. Escapes are undone where every `&` of the text begins one.
    Raises ReadError for HTML of more elements than a page may have.
    """
    undone = []
    if "]" in text[-40:] and (cut := _CUT.search(text, max(0, len(text) - 200))):
        text = text[: cut.start()]
        undone.append(CUT)
    if "\\" in text and _says_breaks(text):
        text = _BREAK.sub("\n", text).replace("\\t", "\t").replace('\\"', '"')
        undone.append(BREAKS)
    if "<" not in text and "&" in text:
        plain = _unescaped(text)
        undone += [ESCAPES] if plain != text else []
        text = plain
    if "<" in text and is_markup(text):
        return _read(text, file), (*undone, HTML)
    return text, tuple(undone)


def is_markup(text: str) -> bool:
    """Whether a text is HTML: a known element is opened and closed in it, or several are begun
    that need no end."""
    opened: set[str] = set()
    alone = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        name = tag[2].lower()
        if name not in _KNOWN:
            continue
        if (tag[1] and name in opened) or number > _MOST_TAGS:
            return True
        opened.add(name)
        alone += not tag[1] and name in _OPEN_ALONE
        if alone > 1:
            return True
    return False


def _says_breaks(text: str) -> bool:
    """Whether a text has `\\n` where its line breaks were, and no path or formula."""
    real = "\n" in text or "\r" in text
    return not real and bool(_BREAK_FOR_SURE.search(text)) and not _DRIVE.search(text)


def _unescaped(text: str) -> str:
    for _ in range(_ROUNDS):
        if not text.count("&") or len(_ENTITY.findall(text)) != text.count("&"):
            break
        text = html.unescape(text)
    return text.replace("\xa0", " ")


def _read(text: str, file: str) -> str:
    """The text of markup; where that has no lines of its own, its line breaks are kept."""
    if not any(tag[2].lower() in _BREAKS for tag in _TAG.finditer(text)):
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
    page = outline(text, file)
    return joined(page, page.blocks)
