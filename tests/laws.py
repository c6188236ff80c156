"""How often a law is tried: quickly by default, thoroughly among the slow tests, and with other
examples each time where FRAMING_EXPLORE is set."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Nothing may depend on how fast the machine is.
_TIMELESS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _TIMELESS, max_examples=15, derandomize=True)
settings.register_profile("thorough", _TIMELESS, max_examples=100, derandomize=True)
# Other examples each time: what it finds becomes a test, and no run of others fails by luck.
settings.register_profile("exploring", _TIMELESS, max_examples=100)


def examples(number: int) -> settings:
    """So many examples in the thorough profile, and in another one in proportion."""
    return settings(max_examples=max(1, number * settings().max_examples // 100))
