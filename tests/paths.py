"""Where tests find files: the checkout, their own, and other people's beside the checkout."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared"
"""Documents and data of others; a test that needs them is skipped where they are absent."""
