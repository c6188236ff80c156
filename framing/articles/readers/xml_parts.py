"""XML of strangers, told as a stream of events: no document type, no more than the caps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from framing import limits
from framing.errors import ReadError

_LONGEST_TAG = 4 * limits.MIB
"""Bytes between two events; the attributes of a longer tag take too much memory."""


class Handler(Protocol):
    """What is told of an XML text, in its order; names stand without their namespaces."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A start tag."""

    def end(self, tag: str) -> None:
        """An end tag."""

    def text(self, text: str) -> None:
        """Text between tags."""


def parse(
    content: bytes, handler: Handler, file: str, most: int = limits.DOCUMENT_ELEMENTS
) -> None:
    """Tell the handler all elements and texts.

    Raises ReadError for what is no XML, for a document type, which could declare entities, and
    for more or deeper elements than the caps.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    count = depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > most or depth > limits.DOCUMENT_DEPTH:
            what = "the document has too many elements, or too many inside one another"
            raise ReadError(what, file=file, hint="save its text instead")
        handler.start(
            tag.rpartition(" ")[2],
            {name.rpartition(" ")[2]: each for name, each in attributes.items()},
        )

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag.rpartition(" ")[2])

    def refuse(*_: object) -> None:
        what = "the document declares a type of its own, which could hide anything"
        raise ReadError(what, file=file, hint="save it anew, or save its text")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    try:
        for at in range(0, len(content), limits.MIB):
            parser.Parse(content[at : at + limits.MIB], False)
            if at + limits.MIB - max(0, parser.CurrentByteIndex) > _LONGEST_TAG:
                raise ReadError("a tag is too long", file=file, hint="save its text instead")
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise ReadError(f"its XML is broken: {error}", file=file, hint="save it anew") from error
