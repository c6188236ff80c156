"""The pass from texts to tokens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.model import Span
from framing.text.buffer import Buffer
from framing.text.offsets import Mask, Offsets
from framing.text.sentence_ends import Ends
from framing.text.tokens import Tokens
from framing.text.words import find_words


def segment(
    texts: Sequence[str],
    excluded: Sequence[Sequence[Span]] | None = None,
    *,
    wildcards: bool = False,
) -> Tokens:
    """The words of `texts`, outside their `excluded` spans.

    With `wildcards`, `*` and `?` are letters: the way a pattern is cut into words.
    """
    buffer = Buffer(texts, excluded, wildcards)
    words, cuts = find_words(buffer)
    ends = Ends(buffer, cuts)
    start = words.start
    paragraphs = np.concatenate((buffer.opens, buffer.edges, ends.paragraphs()))
    opens_paragraph = _opened(start, paragraphs)
    opens_paragraph[words.glued] = True
    opens_sentence = opens_paragraph.copy()
    opens_sentence |= _opened(start, ends.sentences())
    return Tokens(
        buffer=buffer,
        words=words,
        opens=np.append(np.searchsorted(start, buffer.opens), len(start)),
        sentence_opens=np.flatnonzero(opens_sentence),
        paragraph_opens=np.flatnonzero(opens_paragraph),
    )


def _opened(start: Offsets, places: Offsets) -> Mask:
    """Which words are the first at or after one of these places."""
    marks = np.zeros(len(start) + 1, dtype=bool)
    marks[np.searchsorted(start, places)] = True
    opened: Mask = marks[:-1]
    return opened
