"""Who speaks: the voice of every word of a batch, and with it of every match.

By precedence: `headline` (the title and heading lines), `quote` (between quotation marks, five
words or more), `reported` (where an attribution says so), else `narrator`. Nothing is parsed. The
rules are those of `docs/manual.md`, "Voice".
"""

from framing.matching.voice.attribution_words import attributing
from framing.matching.voice.clauses import Verbs
from framing.matching.voice.text_marks import Page
from framing.matching.voice.voices import Voices

__all__ = ["Page", "Verbs", "Voices", "attributing"]
