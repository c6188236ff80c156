"""What a lexicon does in articles, entry by entry: `diagnose` and the frozen values it returns."""

from framing.workbench.diagnosis.diagnosing import diagnose
from framing.workbench.diagnosis.report import (
    Caught,
    Diagnosis,
    DimensionReport,
    EntryReport,
    MemberReport,
    Other,
    Shared,
)

__all__ = [
    "Caught",
    "Diagnosis",
    "DimensionReport",
    "EntryReport",
    "MemberReport",
    "Other",
    "Shared",
    "diagnose",
]
