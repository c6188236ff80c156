"""Words and phrases that a dimension may lack, drawn from articles; nothing is added by itself."""

from framing.workbench.suggestions.article_sampling import ArticleSample, sample_articles
from framing.workbench.suggestions.candidates import KINDS, Candidate, Suggestion, Suggestions
from framing.workbench.suggestions.suggesting import STEPS, suggest

__all__ = [
    "KINDS",
    "STEPS",
    "ArticleSample",
    "Candidate",
    "Suggestion",
    "Suggestions",
    "sample_articles",
    "suggest",
]
