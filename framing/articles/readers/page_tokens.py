"""Cuts a web page into tags and text in one pass.

The html module's parser takes time with the square of an unclosed tag or comment (Python 3.11:
a minute for 100 KB), so the few rules that are needed stand here, in linear time. They follow
the HTML standard's tokenizer: what opens a tag or a comment that never ends is dropped with all
that follows.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Protocol

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_TURN = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(
    r"([^\s=/>\"'<]+)(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'=<`]+)))?"
)
_REFERENCE = re.compile(r"&(?:#[xX]([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));?")
_RAW = {
    tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE)
    for tag in (
        "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "noscript",
    )
}  # fmt: skip
"""Elements whose content is no markup, up to their end tag."""
_ATTRIBUTE_CHARACTERS = 4000


class Handler(Protocol):
    """What is told of a page's parts, in their order."""

    def start(self, tag: str, attributes: str) -> None:
        """A start tag, its name in lower case, its attributes as they stand in the page."""

    def end(self, tag: str) -> None:
        """An end tag."""

    def text(self, text: str) -> None:
        """Text between tags, with character references resolved."""

    def script(self, attributes: str, content: str) -> None:
        """A script, as it stands in the page."""


def cut(page: str, handler: Handler) -> None:
    """Tell the handler all tags and texts of a page, in time linear in its size."""
    at = 0
    while found := _MARKUP.search(page, at):
        if found.start() > at:
            handler.text(unescape(page[at : found.start()]))
        at = _markup(page, found.start(), handler)
        if at < 0:
            return
    handler.text(unescape(page[at:]))


def _markup(page: str, at: int, handler: Handler) -> int:
    """Take the markup that opens at `at`; returns where it ends, -1 where it never does."""
    if page.startswith("<!--", at):
        end = page.find("-->", at + 2)
        return end + 3 if end >= 0 else -1
    closing = page[at + 1] == "/"
    name = _NAME.match(page, at + 1 + closing)
    if not name:
        return page.find(">", at) + 1 or -1
    tag = name[0].lower()
    end = _tag_end(page, name.end())
    if end < 0:
        return -1
    if closing:
        handler.end(tag)
        return end + 1
    handler.start(tag, page[name.end() : end])
    if tag not in _RAW:
        return end + 1
    past = _raw(page, tag, end + 1, handler)
    if tag == "script" and past > 0:
        handler.script(page[name.end() : end], page[end + 1 : past])
    return past


def _tag_end(page: str, at: int) -> int:
    """Where the `>` of a tag stands; one between quotation marks of a value is none."""
    begin = at
    while found := _TURN.search(page, at):
        if found[0] == ">":
            return found.start()
        at = found.end()
        if page[begin : found.start()].rstrip()[-1:] == "=":
            at = page.find(found[0], at) + 1
            if not at:
                return -1
        begin = at
    return -1


def _raw(page: str, tag: str, at: int, handler: Handler) -> int:
    """Take the content of an element that holds no markup; only a title's is text."""
    end = _RAW[tag].search(page, at)
    if not end:
        return -1
    if tag == "title":
        handler.text(unescape(page[at : end.start()]))
    return end.start()


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a start tag by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(text[:_ATTRIBUTE_CHARACTERS]):
        value = each[2] or each[3] or each[4] or ""
        found.setdefault(each[1].lower(), unescape(value))
    return found


def unescape(text: str) -> str:
    """The text with its character references resolved; those that mean no character stay."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return html5.get(f"{found[3]};", found[0]) if found[0][-1] == ";" else found[0]
    code = int(found[1], 16) if found[1] else int(found[2])
    if 0x80 <= code <= 0x9F:
        return bytes((code,)).decode("cp1252", "ignore")
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return found[0]
    return chr(code)
