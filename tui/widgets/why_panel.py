"""Owns the answer to "why is this a match?"."""

from __future__ import annotations

from collections.abc import Sequence

from framing.model import Match, Profile
from tui import wording
from tui.dimension_styles import Look
from tui.source import EntryPlace
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.line_panel import LinePanel

_LABEL = 10
_NOTHING: tuple[Line, ...] = ((("No match chosen. n goes to the next one.", MUTED),),)


class WhyPanel(LinePanel):
    """Everything that made the current match one."""

    def __init__(self) -> None:
        super().__init__(_NOTHING)

    def show(self, lines: Sequence[Line]) -> None:
        """Show the lines of `why`; of none, say that there is no match."""
        super().show(lines or _NOTHING)


def why(match: Match, profile: Profile, title: str, look: Look, place: EntryPlace) -> list[Line]:
    """What the program knows of a match, one fact a line."""
    text = profile.article.text
    where = place.file + (f":{place.line}" if place.line else "")
    facts = {
        "entry": f"{match.entry}   weight {match.weight:g}",
        "lexicon": f"{place.lexicon}   {where}".rstrip(),
        "kind": _KINDS[match.kind],
        "voice": _voice(match),
        "negated": _negated(match, text),
        "score": wording.contribution(match, profile),
        "by voice": wording.by_voice(match.dimension, profile),
        "note": place.note,
    }
    lines: list[Line] = [(("Why this match  ", ACCENT), (title, look.ink))]
    lines += [_fact(label, said) for label, said in facts.items() if said]
    for start, end in match.evidence:
        lines.append(_fact("evidence", f"{' '.join(text[start:end].split())}   {start}-{end}"))
    return lines


_KINDS = {
    "term": "term",
    "near": "rule: its groups close together in one sentence",
}


def _fact(label: str, said: str) -> Line:
    return ((label.ljust(_LABEL), MUTED), (said, PLAIN))


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
