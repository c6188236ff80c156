"""What programs make of a text that they put into a cell, a value or an entry, undone: HTML,
escapes of HTML, `\\n` for a line break, Excel's `_x000D_`, what Python writes for a value, and
the mark where a service cut it."""

from __future__ import annotations

import html
import re

from framing.articles.readers.page_outline import outline
from framing.articles.readers.page_text import joined

HTML = "html"
ESCAPES = "escapes"
BREAKS = "breaks"
CUT = "cut"
WRITTEN = "written"
EXCEL = "excel"

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,4000})?/?>")
_KNOWN = frozenset(
    ("a", "abbr", "article", "aside", "b", "blockquote", "body", "br", "center", "cite", "code",
     "dd", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3",
     "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "li", "main", "mark",
     "ol", "p", "picture", "pre", "q", "s", "script", "section", "small", "span", "strong", "style",
     "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "title", "tr", "u", "ul",
     "video")
)  # fmt: skip
_OPEN_ALONE = frozenset(("br", "hr", "img", "p", "li"))
"""Elements that need no end tag."""
_CERTAIN = re.compile(
    r"<(?:br|hr|p)\s?/?>(?=\S)|(?<=\S)<(?:br|hr|p)\s?/?>|<(?:a|img|p|div|span|font)\s+[a-z-]+=[\"']",
    re.IGNORECASE,
)
"""A tag that is markup though it stands alone: it touches words, or says more than its name."""
_BREAKS = frozenset(("br", "p", "div", "li", "td", "h1", "h2", "h3", "section", "article"))
"""Elements that make the lines of a text; without them its line breaks do."""
_MOST_TAGS = 64
"""Tags that are looked at to tell markup."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROUNDS = 2
"""Times that a text may have been escaped."""
_NO_TEXT = frozenset(
    ("nan", "nat", "none", "null", "na", "n/a", "#n/a", "<na>", "[removed]", "[deleted]",
     "not available", "not available.",
     "only available in paid plans", "only available in professional and corporate plans")
)  # fmt: skip
"""What programs and services write for no text, in small letters."""
_CUT = re.compile(r"(?:…|\.\.\.)?\s{0,9}\[\+?\d{1,9} char(?:acter)?s\]\s{0,99}\Z")
_DRIVE = re.compile(r"(?<!\w)[A-Za-z]:\\")
_BREAK = re.compile(r"\\r\\n|\\n|\\r")
_CODES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_ESCAPE = r"\\(?:['\"\\nrt]|x[0-9a-f]{2})"
_BYTES = re.compile(rf"b(?:'((?:[ -&(-\[\]-~]|{_ESCAPE})*+)'|\"((?:[ !#-\[\]-~]|{_ESCAPE})*+)\")")
"""Bytes as Python writes them."""
_ITEM = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_LIST = re.compile(
    rf"\[\s*(?:{_ITEM.pattern})(?:\s*,\s*(?:{_ITEM.pattern}))*\s*+(?:,\s*)?\]", re.DOTALL
)
_BREAK_FOR_SURE = re.compile(r"\\n(?:\\[nrt]|[^\Wa-z_]|[\s\"“„»«‘'(•—–-]|\Z)|[.!?…:;\"”’»)]\\[nr]")


def is_no_text(text: str) -> bool:
    """Whether a text is blank, or only says that there is none."""
    return not text or text.isspace() or (len(text) < 60 and text.strip().casefold() in _NO_TEXT)


def mended(text: str, file: str) -> tuple[str, tuple[str, ...]]:
    """A text as it was before, and what was undone: `HTML`, `ESCAPES`, `BREAKS`, `CUT`, `WRITTEN`,
    `EXCEL`.

    HTML is read as a page's body is. Escapes are undone where every `&` of the text begins one, or
    one stands for another character than `&`. Raises ReadError for HTML of more elements than a
    page may have.
    """
    undone = []
    # Most texts hold neither of the letters that a longer search would look for.
    if "]" in text[-40:] and (cut := _CUT.search(text, max(0, len(text) - 200))):
        text = text[: cut.start()]
        undone.append(CUT)
    if (plain := _as_value(text)) != text:
        text = plain
        undone.append(WRITTEN)
    if "_" in text and "_x000D_" in text:
        text = text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
        undone.append(EXCEL)
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


def _as_value(text: str) -> str:
    """The text of what Python writes for bytes or a list of paragraphs, and the characters that
    stand there as `\\u` and their number."""
    if text.startswith("b") and "\\" in text and (found := _BYTES.fullmatch(text.strip())):
        text = _decoded(found[1] or found[2]) or text
    elif text.startswith("[") and _LIST.fullmatch(text.strip()):
        items = (one or other for one, other in _ITEM.findall(text))
        text = "\n\n".join(re.sub(r"\\(['\"\\])", r"\1", item) for item in items)
    if "\\" in text and "\\u" in text and not _DRIVE.search(text):
        text = _CODES.sub(_characters, text)
    return text


def _decoded(written: str) -> str:
    """The text of bytes, the others than ASCII as `\\xc3`; empty where it is not in UTF-8."""
    try:
        return written.encode().decode("unicode_escape").encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _characters(codes: re.Match[str]) -> str:
    """The characters of codes in a row, of which two may be one; the codes where they are none."""
    units = bytes.fromhex(codes[0].replace("\\u", ""))
    try:
        return units.decode("utf-16-be")
    except UnicodeDecodeError:
        return codes[0]


def is_markup(text: str) -> bool:
    """Whether a text is HTML: a known element is opened and closed in it, or several are begun
    that need no end."""
    if _CERTAIN.search(text):
        return True
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


def markup_seen(text: str) -> str:
    """The first tag or escape of HTML in a text that holds such; empty for none."""
    if "<" in text and is_markup(text):
        return next((tag[0] for tag in _TAG.finditer(text) if tag[2].lower() in _KNOWN), "")
    return next(iter(_escapes(text)), "") if "&" in text else ""


def _escapes(text: str) -> list[str]:
    """The escapes of HTML in a text: none where `&amp;` stands beside a plain `&` and alone."""
    found = [each for each in _ENTITY.findall(text) if html.unescape(each) != each]
    return [] if set(found) == {"&amp;"} and len(found) < text.count("&") else found


def without_tags(text: str) -> str:
    """A text of another markup without the tags of HTML in it, and with what escapes stand for."""
    if "<" in text:
        text = _TAG.sub(_left_of_tag, text)
    return _unescaped(text) if "&" in text else text


def _left_of_tag(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name not in _KNOWN:
        return tag[0]
    return "\n" if name in _BREAKS else ""


def _says_breaks(text: str) -> bool:
    """Whether a text has `\\n` where its line breaks were, and no path or formula."""
    real = "\n" in text or "\r" in text
    return not real and bool(_BREAK_FOR_SURE.search(text)) and not _DRIVE.search(text)


def _unescaped(text: str) -> str:
    for _ in range(_ROUNDS):
        if not _escapes(text):
            break
        text = _ENTITY.sub(lambda each: html.unescape(each[0]), text).replace("\xa0", " ")
    return text


def _read(text: str, file: str) -> str:
    """The text of markup; where that has no lines of its own, its line breaks are kept."""
    if not any(tag[2].lower() in _BREAKS for tag in _TAG.finditer(text)):
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
    page = outline(text, file)
    return joined(page, page.blocks)
