"""Words, sentences and paragraphs of texts, as the core cuts them.

`segment` returns the counted words of a batch, with the sentence and paragraph each stands in and
how it joins the word before.
The rules are those of `docs/manual.md`, "Text and words".
"""

from framing.text.offsets import Mask, Offsets
from framing.text.segmentation import segment
from framing.text.tails import tails_of
from framing.text.tokens import JOINT_NONE, JOINT_SPACE, JOINT_STOP, Tokens

__all__ = [
    "JOINT_NONE",
    "JOINT_SPACE",
    "JOINT_STOP",
    "Mask",
    "Offsets",
    "Tokens",
    "segment",
    "tails_of",
]
