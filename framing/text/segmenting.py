"""The pass from texts to tokens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing import characters as ch
from framing.model import Span
from framing.text.buffer import Buffer, mark_first
from framing.text.ends import Ends
from framing.text.stream import make_stream
from framing.text.tokens import JOINT_STOP, Tokens
from framing.text.words import find_joints, find_words


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
    words, inside = find_words(buffer)
    ends = Ends(buffer, inside, words)
    new_paragraph = ends.paragraphs() | words.glued
    mark_first(new_paragraph, words.start, buffer.base)
    mark_first(new_paragraph, words.start, buffer.edges)
    new_sentence = new_paragraph | ends.sentences()
    new_clause = new_sentence | ends.clauses()
    joint = find_joints(buffer, words)
    joint[new_sentence] = JOINT_STOP
    opens = np.append(np.searchsorted(words.start, buffer.base), len(words.start))
    stream, stream_start, stream_end = make_stream(buffer, words)
    return Tokens(
        base=buffer.base,
        article=np.repeat(np.arange(len(texts)), np.diff(opens)),
        start=words.start,
        end=words.end,
        sentence=np.cumsum(new_sentence) - 1,
        paragraph=np.cumsum(new_paragraph) - 1,
        clause=np.maximum.accumulate(np.where(new_clause, np.arange(len(words.start)), 0)),
        joint=joint,
        tail=words.tail,
        before_hyphen=buffer.flags[words.end] & ch.HYPHEN != 0,
        unit=buffer.flags[words.start] & ch.UNIT != 0,
        stream=stream,
        stream_start=stream_start,
        stream_end=stream_end,
    )
