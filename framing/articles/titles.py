"""The title of an article in its text: where a given one stands, and which line can be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape

from framing.articles.cleaning.bylines import is_byline
from framing.articles.line_characters import fold
from framing.articles.lines import Line, split_lines
from framing.model import Article, Exclusion, Span

_HEAD_CHARACTERS = 10_000
"""A title stands within the first so many characters or is not in the text."""
_TITLE_CHARACTERS = 400
_TITLE_LINES = 4
_BULLETS = ("•", "·", "-", "–", "—", "*", "▪", "‣", "#")
_DATELINE = re.compile(
    r"[A-Z][\w.'’ -]{1,40},? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? "
    r"\d{1,2}(?:,? \d{4})?(?: \(.{1,30}\))?[ :–—-]{0,4}"
)
_AFTER_TITLE = "|-–—.!?…:()[]·•/"
"""What may follow a title on its line: a mark, and the site's name."""
_SITE = re.compile(r" (?:[|–—\-«»·]|::) ")
_SITE_WORDS, _SITE_CHARACTERS = 6, 80
_MARKS = re.compile(r"[\W_]+")
_CUT_SHORT = ("…", "...")
_FEWEST_LETTERS = 20
"""Letters of a title that was cut short, to know it by."""


def title_span(lines: Iterable[Line], title: str, cuts: Sequence[Span]) -> Span | None:
    """Where a given title stands above the running text, in one line or wrapped into several.

    It may stand there in another dress: with or without the site's name, with other marks, with
    character references, or whole where the given one was cut short. The lines are those of the
    text in their order; those in `cuts` are boilerplate and no running text.
    """
    wanted = fold(title)
    paragraph: list[Line] = []
    for line in lines if wanted else ():
        if line.start >= _HEAD_CHARACTERS:
            return None
        paragraph = [*paragraph, line] if _continues(paragraph, line) else [line]
        if _reads(line.text, title, wanted):
            return line.start, line.end
        if len(paragraph) > 1:
            whole = " ".join(each.text for each in paragraph)
            if _reads(whole, title, wanted):
                return paragraph[0].start, line.end
        if line.prose and not covers(cuts, line):
            return None
    return None


def covers(cuts: Iterable[Span], line: Line) -> bool:
    """Whether one of the cuts takes all of a line."""
    return any(start <= line.start and line.end <= end for start, end in cuts)


def headline_span(article: Article) -> Span | None:
    """Where an article's title stands above its text; None where it has none there."""
    title, text = article.title, article.text
    if title and text.startswith(title) and text[len(title) :][:1] in ("", "\n"):
        return 0, len(title)
    cuts = [(cut.start, cut.end) for cut in article.excluded]
    return title_span(split_lines(text[:_HEAD_CHARACTERS]), title, cuts)


def _continues(paragraph: list[Line], line: Line) -> bool:
    return 0 < len(paragraph) < _TITLE_LINES and paragraph[0].paragraph == line.paragraph


def _reads(text: str, title: str, wanted: str) -> bool:
    """Whether a line is the title, which folded is `wanted`, alone or with a mark and the site's
    name after it."""
    if len(text) > min(_TITLE_CHARACTERS, 2 * len(wanted) + _SITE_CHARACTERS):
        return False
    if not _may_open_alike(text, title):
        return False
    folded = fold(text)
    if folded.startswith(wanted):
        return folded[len(wanted) :].lstrip()[:1] in ("", *_AFTER_TITLE)
    letters, dresses = _letters(text), _dresses(title)
    return letters in dresses or (
        bool(dresses)
        and wanted.endswith(_CUT_SHORT)
        and len(dresses[0]) >= _FEWEST_LETTERS
        and letters.startswith(dresses[0])
    )


def _may_open_alike(text: str, title: str) -> bool:
    """Whether two texts may read alike whatever their dress: one look that spares most lines the
    others."""
    one, other = text[0], title[0]
    return one.casefold()[0] == other.casefold()[0] or not (one.isalnum() and other.isalnum())


@lru_cache(maxsize=16)
def _dresses(title: str) -> list[str]:
    """The letters of a title, and those of it without the name of a site after a bar."""
    found = [_letters(title)]
    for last in list(_SITE.finditer(title))[-1:]:
        if len(title[last.end() :].split()) <= _SITE_WORDS:
            found.append(_letters(title[: last.start()]))
    return [each for each in found if each]


def _letters(text: str) -> str:
    """What of a text is letters and digits, case folded, character references resolved."""
    return _MARKS.sub("", unescape(text).casefold())


def first_heading(lines: Iterable[Line], excluded: Iterable[Exclusion]) -> str:
    """The first line that is left of a text, where it is a heading; else empty."""
    cuts = tuple(excluded)
    left = (
        line for line in lines if not any(overlap(each, (line.start, line.end)) for each in cuts)
    )
    line, following = next(left, None), next(left, None)
    if line is None or not line.is_heading or len(line.text) > _TITLE_CHARACTERS or _is_none(line):
        return ""
    alone = following is None or following.paragraph != line.paragraph
    return " ".join(line.text.split()) if alone else ""


def _is_none(line: Line) -> bool:
    """Whether a short line is no title: a list item, a dateline, a byline or names alone."""
    text = line.text
    if text.startswith(_BULLETS) or text.endswith(("-", "–", "—", "−")):
        return True
    names = text.split(" and ")
    if all(len(name.split()) == 2 and is_byline(f"By {name}") for name in names):
        return True
    return bool(_DATELINE.fullmatch(text)) or is_byline(text)


def overlap(cut: Exclusion, span: Span) -> bool:
    """Whether an exclusion and a span share a character."""
    return cut.start < span[1] and span[0] < cut.end
