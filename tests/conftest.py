"""Fixtures that several files share."""

from tests.command import framing, home

__all__ = ["framing", "home"]
