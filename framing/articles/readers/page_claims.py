"""Elements of a web page that say of themselves that they hold an author or a date.

They say it in microdata (`itemprop`), by `rel=author`, as a `time` element, or by the names that
sites give to their bylines and dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMS = tuple(
    (of, by, attribute, re.compile(form, re.IGNORECASE))
    for of, by, attribute, form in (
        ("published", "itemprop", "itemprop", r"\bdate(?:published|created)\b"),
        ("author", "itemprop", "itemprop", r"\b(?:author|creator)\b"),
        ("author", "rel", "rel", r"\bauthor\b"),
        ("published", "marked", "class", r"(?<!\S)(?:published|entry-date|dt-published)(?!\S)"),
        ("published", "marked", "pubdate", ""),
        (
            "author",
            "class",
            "class",
            r"(?<![^\W_])(?:by-?line|authors?|author-?name|autor(?:en|es|in)?|auteurs?|verfasser|"
            r"firma|redacteur|writer)(?![^\W_])",
        ),
        (
            "published",
            "class",
            "class",
            r"(?<![^\W_])(?:date(?:time|line|stamp)?|datum|fecha|time-?stamp|posted-?on|"
            r"[a-z]{3,12}(?:date|datum))(?![^\W_])",
        ),
    )
)
"""What an element holds, the kind of the claim, and in which attribute which words say it."""
_CHANGED = re.compile("updat|modif|changed", re.IGNORECASE)


@dataclass(slots=True)
class Claim:
    """What an element holds, as it says."""

    of: str
    """`author` or `published`."""
    by: str
    """How it says so: `itemprop`, `rel`, `marked` as the date of publication, `class`, or `time`
    for any other `time` element."""
    element: int
    """Its number."""
    value: str
    """What its attributes say, else its text; empty for none."""


def claim_of(tag: str, attributes: dict[str, str], element: int) -> Claim | None:
    """The claim of an element; its value is empty where its text is to say it."""
    found = next(
        (
            (of, by)
            for of, by, attribute, form in _FORMS
            if attribute in attributes and form.search(attributes[attribute])
        ),
        ("published", "time") if tag == "time" else None,
    )
    if not found:
        return None
    of, by = found
    if of == "published" and by != "itemprop" and _CHANGED.search(attributes.get("class", "")):
        return None
    told = "title" if tag == "abbr" else "datetime"
    return Claim(of, by, element, attributes.get("content") or attributes.get(told, ""))
