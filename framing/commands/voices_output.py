"""How commands print who speaks in an article: rates by voice, and marks without a partner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.commands.output import Cell, print_table
from framing.statistics.rates import voice_scores
from framing.visible import write_line
from framing.wording import VOICE_NAMES, absent_voices, plural, rate_with_interval

if TYPE_CHECKING:
    from framing.model import Profile, Score, VoiceWords

_AROUND = 25
"""Characters shown on each side of a mark without a partner."""


def print_voices(found: Profile) -> None:
    """Print the rates of all, narrator, quoted, reported and headline, each with its words."""
    if not found.voices:
        return
    words = {each.voice: each.words for each in found.voices}
    by_voice = [
        {each.voice: rate_with_interval(each) for each in voice_scores(score, found.voices)}
        for score in found.scores
    ]
    every: list[Cell] = ["all", found.words, *map(rate_with_interval, found.scores)]
    table = [every] + [
        [name, words[voice], *(rates[voice] for rates in by_voice)]
        for voice, name in VOICE_NAMES.items()
        if voice in words
    ]
    write_line("")
    print_table(["voice", found.unit, *(score.dimension for score in found.scores)], table)
    for said in absent_voices(found.voices):
        write_line(said)


def print_unbalanced(found: Profile) -> None:
    """Print where quotation marks have no partner, each with the words around it."""
    if not found.unbalanced:
        return
    text = found.article.text
    marks = plural(len(found.unbalanced), "quotation mark")
    write_line(f"\n{marks} without a partner, ended with the paragraph")
    print_table(
        ["place", "text"],
        [
            [str(at), " ".join(text[max(0, at - _AROUND) : at + _AROUND].split())]
            for at in found.unbalanced
        ],
    )


def voices_as_json(found: Profile) -> dict[str, object]:
    """Words by voice, what the article does not hold, and marks without a partner."""
    return {
        "voices": [each._asdict() for each in found.voices],
        "absent": absent_voices(found.voices),
        "unbalanced": list(found.unbalanced),
    }


def score_as_json(score: Score, voices: Sequence[VoiceWords]) -> dict[str, object]:
    """A score with its coverage and the rate of each voice."""
    from dataclasses import asdict

    plain = asdict(score)
    del plain["tallies"]
    by_voice = [asdict(each) for each in voice_scores(score, voices)]
    return plain | {"coverage": score.coverage, "by_voice": by_voice}
