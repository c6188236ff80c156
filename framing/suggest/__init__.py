"""Words and phrases that a dimension may lack, drawn from articles; nothing is added by itself."""

from framing.suggest.candidates import KINDS, Candidate, Suggestion, Suggestions
from framing.suggest.making import STEPS, suggest
from framing.suggest.sampling import Sample, sample

__all__ = [
    "KINDS",
    "STEPS",
    "Candidate",
    "Sample",
    "Suggestion",
    "Suggestions",
    "sample",
    "suggest",
]
