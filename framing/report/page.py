"""The templates of a report, and the one way by which anything is printed into them.

Every value passes through `visible`, then through jinja2's autoescape: nobody's text is markup, and
no control character of it is on the page. A page has no scripts and asks for nothing outside; its
own policy would not let it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from framing import data, version
from framing.model import Match
from framing.visible import visible
from framing.wording import VOICE_NAMES, interval, plural, rate, rate_with_interval

if TYPE_CHECKING:
    from framing.comparing.source_pairs import SourcePair

_SCHEMES = frozenset({"http", "https"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STYLES = 9
"""Ways of marking a dimension; after the last they repeat, and only the number tells."""


def render(template: str, **view: object) -> str:
    """The page that a template of `framing/data/report/` makes of a view."""
    made = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return _environment().get_template(template).render(view, made=made, framing_version=version())


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(data.__file__).parent / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
        finalize=_printed,
    )
    made.filters |= {
        "interval": interval,
        "plural": plural,
        "rate": rate,
        "rate_with_interval": rate_with_interval,
        "said": kind_of,
        "signed": signed,
        "style": style,
        "times": times,
    }
    made.filters["number"] = "{:,}".format
    made.globals["voice_names"] = VOICE_NAMES
    return made


def _printed(value: object) -> object:
    """What is printed of a value; markup is what a macro made, and was printed already."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def style(number: int) -> int:
    """Which way of marking the dimension of a number has, from 1."""
    return (number - 1) % STYLES + 1


def signed(value: float) -> str:
    """`+2.40`, `−0.98`."""
    return f"{value:+.2f}".replace("-", "−")


def times(pair: SourcePair) -> str:
    """How many times the rate of the one group is that of the other, with its interval."""
    found = pair.ratio
    if found.ratio is None:
        return f"{'A' if pair.a.weight else 'B'} only"
    if found.low is None or found.high is None:
        return f"{found.ratio:.2f}"
    return f"{found.ratio:.2f} [{found.low:.2f}–{found.high:.2f}]"


def link(url: str) -> str:
    """The address where a browser may be sent to it; empty for what is no plain web address."""
    if not url.isprintable() or any(map(str.isspace, url)):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in _SCHEMES and parts.netloc else ""


def language(code: str) -> str:
    """The code where it can be one, else nothing."""
    return code if _LANGUAGE.fullmatch(code) else ""


def kind_of(match: Match) -> str:
    """Who says a match and whether it counts: `quoted by the mayor, negated, not counted`."""
    voice = VOICE_NAMES[match.voice] if match.voice else "voice not measured"
    said = [f"{voice} by {' '.join(match.speaker.split())}" if match.speaker else voice]
    if match.negated:
        said.append("negated")
    if not match.counted:
        said.append("not counted")
    return ", ".join(said)
