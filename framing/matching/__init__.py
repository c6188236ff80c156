"""Matching: where the entries of lexicons stand in texts, and what they add up to.

Articles and lexicons come in, profiles (scores with their matches) or ratings (scores alone) go
out. `Scanner` scans many articles by some lexicons, `score` rates one text.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.matching.scanner import Scanner
    from framing.matching.text_rating import score
else:
    __getattr__ = loaded_later(__name__, scanner="Scanner", text_rating="score")

__all__ = ["Scanner", "score"]
