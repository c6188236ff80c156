"""What a lexicon does in articles, entry by entry: `diagnose` and the frozen values it returns."""

from framing.workbench.diagnosis.diagnosing import diagnose
from framing.workbench.diagnosis.report import (
    Diagnosis,
    DimensionReport,
    EntryReport,
    MemberReport,
    OtherEntry,
    SharedWords,
    Wording,
)

__all__ = [
    "Diagnosis",
    "DimensionReport",
    "EntryReport",
    "MemberReport",
    "OtherEntry",
    "SharedWords",
    "Wording",
    "diagnose",
]
