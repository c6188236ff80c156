"""The pass from texts to tokens."""

from __future__ import annotations

from collections.abc import Sequence

from framing.core import library
from framing.model import Span
from framing.text.language import language
from framing.text.tokens import Tokens, tokens_of


def segment(
    texts: Sequence[str],
    excluded: Sequence[Sequence[Span]] | None = None,
    *,
    wildcards: bool = False,
) -> Tokens:
    """The words of `texts`, outside their `excluded` spans.

    With `wildcards`, `*` and `?` are letters: the way a pattern is cut into words.
    """
    batch = library.encoded(texts, excluded)
    lists, opens = library.read_batch(language(wildcards=wildcards), batch)
    return tokens_of(lists, opens, texts)
