"""From a draft that a reader found to an article: normal form, title, date, cleaning, identity."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from framing import limits
from framing.cleaning import clean
from framing.cleaning.heads import is_byline
from framing.dates import find_dates, parse_date
from framing.errors import ReadError
from framing.lines import Line, fold, split_lines
from framing.model import Article, Draft, Exclusion, Span

UNKNOWN = "unknown"
"""The source of an article whose source nobody gave."""

_FIELDS = ("source", "publisher", "title", "published", "url", "author", "language")
_HEAD_CHARACTERS = 10_000
"""A title stands within the first so many characters or is not in the text."""
_MARKS = re.compile("[\u0300-\U0010ffff]{64,}")
_BULLETS = ("•", "·", "-", "–", "—", "*", "▪", "‣", "#")
_DATELINE = re.compile(
    r"[A-Z][\w.'’ -]{1,40},? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? "
    r"\d{1,2}\b.{0,20}"
)
_AFTER_TITLE = "|-–—.!?…:()[]·•/"


def take(draft: Draft) -> Article:
    """The article that a draft holds, with boilerplate marked and its identity.

    The text is the draft's in normal form C with `\\n` line ends. A title that the draft gives and
    that does not stand at the head of the text is put before it as its own paragraph. Where the
    draft gives none, a first heading line is the title. A date that cannot be told day from month
    is left out, and kept as it was given in `meta["published"]`.

    Raises ReadError for a text that holds nothing, or what cannot be stored, and for a date that
    is none.
    """
    _check(draft)
    given = {name: " ".join(normalise(getattr(draft, name)).split()) for name in _FIELDS}
    published, unclear = _published(draft, given.pop("published"))
    title, source = given.pop("title"), given.pop("source") or UNKNOWN
    text, excluded = _titled(normalise(draft.text), title)
    return Article(
        id=article_id(source, text),
        text=text,
        source=source,
        title=title or _found_title(text, excluded),
        published=published or _found_date(text, excluded),
        excluded=excluded,
        meta=_meta(draft.meta, unclear),
        **given,
    )


def normalise(text: str) -> str:
    """The text in Unicode normal form C, with `\\n` for every line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def article_id(source: str, text: str) -> str:
    """The first 16 hex digits of the SHA-256 of source, NUL and text in UTF-8.

    The text is the stored one. The source is the one given; no source is "unknown".
    """
    named = f"{source or UNKNOWN}\x00{text}"
    return hashlib.sha256(named.encode("utf-8")).hexdigest()[:16]


def _titled(text: str, title: str) -> tuple[str, tuple[Exclusion, ...]]:
    """The text with a given title at its head, and its boilerplate; the title is never any.

    Where only boilerplate stands before the title that the text has itself, that one is enough.
    """
    found = _title_line(text, title, ())
    if not title or found:
        return text, _without(clean(text), found)
    titled = f"{title}\n\n{text}"
    excluded = clean(titled)
    shift = len(titled) - len(text)
    cuts = [(each.start - shift, each.end - shift) for each in excluded]
    if found := _title_line(text, title, cuts):
        return text, _without(clean(text), found)
    return titled, _without(excluded, (0, len(title)))


def _without(excluded: tuple[Exclusion, ...], title: Span | None) -> tuple[Exclusion, ...]:
    """The exclusions that leave the title alone."""
    return tuple(each for each in excluded if not title or not _overlap(each, title))


def _check(draft: Draft) -> None:
    """Refuse a draft that is empty or holds what a library cannot store."""
    if not draft.text.strip():
        raise ReadError("there is no text", file=draft.origin, line=draft.line)
    fields = [getattr(draft, name) for name in _FIELDS]
    for text in (draft.text, *fields, *draft.meta, *draft.meta.values()):
        if what := _not_storable(text):
            raise ReadError(what, file=draft.origin, line=draft.line, hint="mend or remove it")


def _not_storable(text: str) -> str:
    """What keeps a text from being stored; empty where nothing does."""
    if "\0" in text:
        return "a NUL character stands in the text"
    if text.isascii():
        return ""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "half of a surrogate pair stands in the text"
    # Normalising takes time with the square of a run of marks on one letter.
    for run in _MARKS.finditer(text):
        marks = 0
        for character in run[0]:
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks > limits.COMBINING_MARKS:
                return f"more than {limits.COMBINING_MARKS} combining marks stand in a row"
    return ""


def _published(draft: Draft, given: str) -> tuple[str, str]:
    """The ISO date of a draft, and the given one where it could mean two days."""
    if not given:
        return "", ""
    try:
        published = parse_date(given)
    except ValueError as error:
        raise ReadError(
            f"published: {error}", file=draft.origin, line=draft.line, hint="write 2025-01-29"
        ) from error
    return published, "" if published else given


def _meta(meta: Mapping[str, str], unclear: str) -> dict[str, str]:
    found = {normalise(name): normalise(value) for name, value in meta.items()}
    return found | {"published": unclear} if unclear else found


def _overlap(cut: Exclusion, span: Span) -> bool:
    return cut.start < span[1] and span[0] < cut.end


def _head(text: str) -> Iterator[Line]:
    return split_lines(text[:_HEAD_CHARACTERS])


def _title_line(text: str, title: str, cuts: Sequence[Span]) -> Span | None:
    """Where a given title stands above the running text, in one line or wrapped into several.

    Lines in `cuts` are boilerplate and no running text.
    """
    wanted = fold(title)
    paragraph: list[Line] = []
    for line in _head(text) if wanted else ():
        paragraph = [*paragraph, line] if _continues(paragraph, line) else [line]
        if _reads(line.folded, wanted):
            return line.start, line.end
        if _reads(" ".join(each.folded for each in paragraph), wanted):
            return paragraph[0].start, line.end
        if line.prose and not any(start < line.end and line.start < end for start, end in cuts):
            return None
    return None


def _continues(paragraph: list[Line], line: Line) -> bool:
    return 0 < len(paragraph) < 4 and paragraph[0].paragraph == line.paragraph


def _reads(folded: str, wanted: str) -> bool:
    """Whether a line is the title, alone or with a mark and the site's name after it."""
    if not folded.startswith(wanted):
        return False
    return folded[len(wanted) :].lstrip()[:1] in ("", *_AFTER_TITLE)


def _found_title(text: str, excluded: tuple[Exclusion, ...]) -> str:
    """The first line that is left of a text, where it is a heading; else empty."""
    left = (
        line
        for line in _head(text)
        if not any(_overlap(each, (line.start, line.end)) for each in excluded)
    )
    line, following = next(left, None), next(left, None)
    if line is None or not line.is_heading or _is_none(line):
        return ""
    alone = following is None or following.paragraph != line.paragraph
    return " ".join(line.text.split()) if alone else ""


def _is_none(line: Line) -> bool:
    """Whether a short line is no title: a list item, a dateline, a byline or two names."""
    text = line.text
    if is_byline(f"By {text}") and len(text.replace(" and ", " ").split()) in (2, 4):
        return len(text.split()) in (2, 5)
    if text.startswith(_BULLETS) or text.endswith(("-", "–", "—", "−")):
        return True
    return bool(_DATELINE.fullmatch(text)) or is_byline(text)


def _found_date(text: str, excluded: tuple[Exclusion, ...]) -> str:
    """The date of a line that cleaning took for a byline or date line; else empty."""
    for each in excluded:
        if each.rule == "byline":
            for line in text[each.start : each.end].split("\n"):
                for found in find_dates(line):
                    if found.iso:
                        return found.iso
    return ""
