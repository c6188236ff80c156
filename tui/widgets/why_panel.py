"""Owns the panel that explains the current match: its entry, lexicon, voice and evidence."""

from __future__ import annotations

from framing.model import Match, Profile
from tui import wording
from tui.source import EntryPlace
from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.line_panel import LinePanel

_LABEL = 10
NO_CHOICE: tuple[Line, ...] = ((("No match chosen. n goes to the next one.", MUTED),),)
"""What it says while there is no current match."""


class WhyPanel(LinePanel):
    """Everything that made the current match one."""


def why_lines(match: Match, profile: Profile, place: EntryPlace) -> list[Line]:
    """What the program knows of a match, one fact a line; what is asked most comes first."""
    text = profile.article.text
    where = place.file + (f":{place.line}" if place.line else "")
    facts = {
        "entry": f"{match.entry}   weight {match.weight:g}",
        "lexicon": f"{place.lexicon}   {where}".rstrip(),
        "voice": _voice(match),
        "negated": _negated(match, text),
        "score": wording.contribution(match, profile),
        "kind": _KINDS[match.kind] + (f", {place.kind}" if place.kind else ""),
        "asks": place.asks,
        "by voice": wording.by_voice(match.dimension, profile),
        "note": place.note,
    }
    lines = [_fact(label, value) for label, value in facts.items() if value]
    for label, spans in (("evidence", match.own), ("needs", match.needed)):
        for start, end in spans:
            lines.append(_fact(label, f"{' '.join(text[start:end].split())}   {start}-{end}"))
    return lines


_KINDS = {
    "term": "term",
    "near": "rule: its groups close together in one sentence",
}


def _fact(label: str, value: str) -> Line:
    return ((label.ljust(_LABEL), MUTED), (value, PLAIN))


def _voice(match: Match) -> str:
    if match.voice is None:
        return "not measured"
    name = wording.VOICE_NAMES[match.voice]
    return f"{name}: {match.speaker}" if match.speaker else name


def _negated(match: Match, text: str) -> str:
    if match.negated is None:
        return "not measured"
    found = ", ".join(f"“{' '.join(text[start:end].split())}”" for start, end in match.negators)
    if match.negated:
        return f"yes: {found}" if found else "yes"
    return f"no: {found} cancel out" if found else "no"
