"""Fixtures of the tests of sheets and codes."""

from tests.coding.sheets_world import library, made, sheet

__all__ = ["library", "made", "sheet"]
