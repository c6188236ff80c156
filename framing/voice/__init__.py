"""Who speaks: the voice of every word of a batch, and with it of every match.

By precedence: `headline` (the title and heading lines), `quote` (between quotation marks, five
words or more), `reported` (where an attribution says so), else `narrator`. Nothing is parsed. The
rules are those of `docs/manual.md`, "Voice".
"""

from framing.voice.clauses import Verbs
from framing.voice.listed import attributing
from framing.voice.page import Page
from framing.voice.voices import Voices

__all__ = ["Page", "Verbs", "Voices", "attributing"]
