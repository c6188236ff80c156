"""Markdown: front matter as metadata, then the text without the marks of its markup.

Heading marks, emphasis, rules and the addresses of links go, so that words stand beside words;
list marks, quotes and code stay as they are. Of what note programs add, comments, embedded files
and the names of blocks go, and links between notes, highlights, tasks and callouts are their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.cell_text import without_tags
from framing.articles.readers.front_matter import split_front_matter
from framing.articles.readers.opening import read_text
from framing.articles.readers.records import address_remark, parted
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


_COMMENTS = (("%%", "%%"), ("<!--", "-->"))
"""What opens a comment, and what closes it."""
_NOTE_MARKS = (
    (re.compile(r"!\[\[[^\[\]\n]{1,500}\]\]"), ""),
    (re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,500}\|)?([^\[\]|\n]{1,500})\]\]"), r"\1"),
    (re.compile(r"(?<![=\w])==(?![\s=])([^=\n]{1,2000}(?<!\s))==(?!=)"), r"\1"),
    (re.compile(r"[ \t]\^(?!\d+[ \t]*$)[A-Za-z0-9-]{1,64}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^\^[A-Za-z0-9-]{1,64}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^([ \t>]{0,40}(?:[-*+]|\d{1,9}[.)]) )\[[ xX/-]\] ", re.MULTILINE), r"\1"),
    (re.compile(r"^([ \t]{0,3}(?:> ?){1,9})\[![\w-]{1,40}\][-+]?[ \t]*", re.MULTILINE), r"\1"),
    (re.compile(r"\[\^[^\]\s]{1,64}\](?!:)"), ""),
    (
        re.compile(r"\{\{[<%][^{}\n]{0,1000}[%>]\}\}|\{%[^{}\n]{0,1000}%\}|\{\{[^{}\n]{1,500}\}\}"),
        "",
    ),
    (re.compile(r"^[ \t]*\{:[^{}\n]{0,200}\}[ \t]*$", re.MULTILINE), ""),
    (
        re.compile(
            r"^[ \t]*(?:- )?(?:id|collapsed|heading|background-color|(?:created|updated)-at"
            r"|(?:hl|ls|card)-[a-z-]{1,30}|logseq\.[a-z.-]{1,40})::(?: .*)?$",
            re.MULTILINE,
        ),
        "",
    ),
)
"""What programs for notes and sites write besides Markdown, and what is left of it."""
_REFERENCES = (
    (
        re.compile(
            r"^ {0,3}\[[^\[\]^\n][^\[\]\n]{0,100}\]:[ \t]*<?(?:https?:|mailto:|[/.#])\S*.*$",
            re.MULTILINE,
        ),
        "",
    ),
    (re.compile(r"(?<!\])\[([^\[\]\n]{1,2000})\]\[[^\[\]\n]{0,100}\]"), r"\1"),
)
"""Links whose addresses stand elsewhere, and these addresses."""


def read_markdown(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The one article of a Markdown file; its title is that of the front matter, else `# Title`.

    Raises ReadError for a file that cannot be taken and for malformed front matter, with its line.
    """
    content = read_text(file, options).replace("\r\n", "\n").replace("\r", "\n")
    values, lines = split_front_matter(content.split("\n"), file.name)
    found = parted(values, options.map)
    text, title = _plain(_without_notes("\n".join(lines)).split("\n"))
    given = {name: value for name, value in {"title": title, "source": found.host}.items() if value}
    known: dict[str, Any] = given | found.own | options.metadata()
    yield Draft(text, file.name, meta=found.meta, columns=found.columns, **known)
    if found.address:
        bad_row(address_remark(1, file))


def _without_notes(text: str) -> str:
    """The text without what note programs add to Markdown."""
    for opening, closing in _COMMENTS:
        text = _uncommented(text, opening, closing)
    for mark, left in (*_NOTE_MARKS, *_REFERENCES):
        text = mark.sub(left, text)
    return without_tags(text)


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


def _uncommented(text: str, opening: str, closing: str) -> str:
    """The text without its comments; one that is never closed stays."""
    parts, at = [], 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        parts.append(text[at:start])
        at = end + len(closing)
    return "".join((*parts, text[at:]))
