"""The hashes by which a score says what text it was made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from framing.model import Exclusion


def text_sha256(text: str) -> str:
    """The SHA-256 of a stored text in UTF-8, 64 hex digits."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def excluded_sha256(excluded: Sequence[Exclusion]) -> str:
    """The SHA-256 of the excluded spans, 64 hex digits.

    It is that of `[[start,end],…]` as JSON without spaces, in the order of the text, and of `[]`
    where nothing is excluded. The rules that made the spans are not in it.
    """
    spans = sorted([each.start, each.end] for each in excluded)
    return sha256(json.dumps(spans, separators=(",", ":")).encode()).hexdigest()
