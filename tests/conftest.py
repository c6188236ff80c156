"""Fixtures that several files share, and the slow run."""

import os

import pytest
from hypothesis import is_hypothesis_test, settings

from tests import laws  # noqa: F401 - it registers the profiles
from tests.command import framing, home
from tests.growth import linear
from tests.lexicons_once import lexicons_once

__all__ = ["framing", "home", "lexicons_once", "linear"]


def _is_slow_run(config: pytest.Config) -> bool:
    return bool(config.getoption("markexpr") == "slow")


def pytest_configure(config: pytest.Config) -> None:
    slow = "exploring" if os.environ.get("FRAMING_EXPLORE") else "thorough"
    settings.load_profile(slow if _is_slow_run(config) else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The slow run takes the laws along, to try them thoroughly."""
    if _is_slow_run(config):
        for item in items:
            if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
                item.add_marker("slow")
