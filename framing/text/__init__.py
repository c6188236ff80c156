"""Words, sentences and paragraphs of a batch of texts, found with arrays instead of loops.

A batch is one buffer: the texts one after another, two line breaks between them. `segment`
returns the counted words with the sentence, clause and paragraph each stands in, and a stream of
the same words, folded and set out so that one search finds phrases whatever stood between them.
The rules are those of `docs/manual.md`, "Text and words".
"""

from framing.text.segmenting import segment
from framing.text.tokens import (
    JOINT_NONE,
    JOINT_SPACE,
    JOINT_STOP,
    TAIL_BITS,
    TAILS,
    Mask,
    Offsets,
    Tokens,
    tails_of,
)

__all__ = [
    "JOINT_NONE",
    "JOINT_SPACE",
    "JOINT_STOP",
    "TAILS",
    "TAIL_BITS",
    "Mask",
    "Offsets",
    "Tokens",
    "segment",
    "tails_of",
]
