"""Words, sentences and paragraphs of a batch of texts, found with arrays instead of loops.

A batch is one buffer: the texts one after another, two line breaks between them. `segment`
returns the counted words, with the sentence and paragraph each stands in and how it joins the
word before.
The rules are those of `docs/manual.md`, "Text and words".
"""

from framing.text.offsets import Mask, Offsets, spread
from framing.text.segmentation import segment
from framing.text.tails import TAIL_BITS, TAILS, tails_of
from framing.text.tokens import (
    JOINT_NONE,
    JOINT_SPACE,
    JOINT_STOP,
    Tokens,
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
    "spread",
    "tails_of",
]
