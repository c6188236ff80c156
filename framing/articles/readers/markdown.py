"""Markdown: front matter as metadata, then the text without the marks of its markup.

Heading marks, emphasis, rules and the addresses of links go, so that words stand beside words;
list marks, quotes and code stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.front_matter import split_front_matter
from framing.articles.readers.opening import read_text
from framing.articles.readers.records import own_fields
from framing.model import Draft

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,2000})\]"
    r"\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:[ \t]+\"[^\"\n]{0,500}\")?\)"
)
_EMPHASIS = (
    re.compile(r"\*\*(?![\s*])([^*\n]{0,2000}[^*\s])\*\*"),
    re.compile(r"\*(?![\s*])([^*\n]{0,2000}[^*\s])\*"),
    re.compile(r"(?<!\w)__(?![\s_])([^\n_]{0,2000}[^_\s])__(?!\w)"),
    re.compile(r"(?<!\w)_(?![\s_])([^\n_]{0,2000}[^_\s])_(?!\w)"),
)


def read_markdown(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a Markdown file; its title is that of the front matter, else `# Title`.

    Raises ReadError for a file that cannot be taken and for malformed front matter, with its line.
    """
    content = read_text(file, options).replace("\r\n", "\n").replace("\r", "\n")
    values, lines = split_front_matter(content.split("\n"), file.name)
    fields, meta = own_fields(values, options.map)
    text, title = _plain(lines)
    known: dict[str, Any] = {"title": title} | fields | options.metadata()
    yield Draft(text, file.name, meta=meta, **known)


def _plain(lines: list[str]) -> tuple[str, str]:
    """The text without marks of markup, and its first heading of the first level."""
    plain: list[str] = []
    title = ""
    for line in lines:
        heading = _HEADING.fullmatch(line)
        after_text = bool(plain and plain[-1])
        if _is_rule(line):
            title = title or (plain[-1].strip() if after_text and "=" in line else "")
            plain += [""] * after_text
        elif heading:
            text = (heading[2] or "").rstrip(" \t#")
            title = title or (text if len(heading[1]) == 1 else "")
            plain += [*[""] * after_text, text, ""]
        elif line.strip() or after_text:
            plain.append(line)
    return _without_marks("\n".join(plain)), _without_marks(title)


def _is_rule(line: str) -> bool:
    """Whether a line is a rule, or underlines a heading: three or more of one mark."""
    marks = "".join(line.split())
    return len(marks) >= 3 and marks[0] in "=-*_" and marks == marks[0] * len(marks)


def _without_marks(text: str) -> str:
    text = _LINK.sub(lambda found: "" if found[1] else found[2], text)
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    return text
