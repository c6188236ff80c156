"""What a text shows that looks like several documents and is in no known layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SHOWN = 60
_LONG = 200
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in (
        (
            "numbered headings",
            r"(?:document|dokument|documento|article|artikel|artículo) \d{1,6}"
            r"(?: (?:of|von|de|sur|van|di|/) |/)\d{1,6}"
            r"|\d{1,6} (?:of|von|de|sur|van|di) \d{1,6} (?:documents?|dokumenten?|articles?)",
        ),
        ("ends of documents", "end of (?:document|article)|ende des dokuments|fin du document"),
        ("counts of words", r"(?:length|länge|longueur|lengte)\s?: ?\d[\d.,]* \w+|\d+ words"),
        ("headlines as fields", r"(?:headline|title|titel|titre|hd)\s?: ?\S.*"),
        ("accession numbers", r"(?:document|dokument) [a-z]{2,10}\d{10}\w*"),
        ("rows of one sign", r"([_=*#—–-])\1{19,}"),
    )
)
"""Lines that documents of exports have, and an article has none or one of."""
_LEAST = {"rows of one sign": 3}
_PAGES = re.compile(r"(?:page|seite|página|pagina|p\.) ?\d.*", re.IGNORECASE)


def what_is_seen(lines: Sequence[str]) -> str:
    """The lines of exports that stand there more than once, in words; empty for none."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for line in lines:
        text = line.strip()
        if not text or len(text) > _LONG or _PAGES.fullmatch(text):
            continue
        for name, form in _FORMS:
            if form.fullmatch(text):
                counts[name] += 1
                first.setdefault(name, text)
                break
    seen = [
        f"{count} {name} as “{_short(first[name])}”"
        for name, count in counts.items()
        if count >= _LEAST.get(name, 2)
    ]
    return ", ".join(seen)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
