"""Owns how a library file answers the questions of the coding screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from framing import settings
from framing.errors import NotFoundError, UsageError
from framing.library import Library
from tui.answers.changes import counting
from tui.answers.compare import CompareAnswers
from tui.jobs import Job, Report
from tui.questions.coding import CodingState, Reveal

if TYPE_CHECKING:
    from framing.coding.codebooks import Definition
    from framing.coding.coding_rows import AgreementRow
    from framing.coding.strata import SampleRequest
    from framing.library import Code, Role, Sample, SampleUnit
    from framing.model import Match, Profile, Span

_REACH = 3
"""Sentences that are read on each side of a unit: enough for two lines."""
_ORIGIN = "app"
"""What the library names as the sheet of codes that are given here."""
_BREAK = re.compile(r"\s")


class CodingAnswers(CompareAnswers):
    """Samples, codes, and what is told once a sentence is coded."""

    def coding(self) -> CodingState:
        """All samples with their codes."""
        kept = settings.load().coder
        samples = self.ask(lambda library: library.codes.samples(), _NO_SAMPLES)
        return CodingState(samples, self._codes(), kept or _login(), asked=bool(kept))

    def coder_named(self, typed: str, role: Role) -> str:
        """The coder that a typed name means, as the library spells it; a coder's name is kept."""
        from framing.coding.filled_sheets import SheetOptions, coder_of, spelled

        codes = self._codes()
        name = coder_of("", SheetOptions(coder=typed))
        name = spelled(name, {code.coder for code in codes})
        if others := {code.role for code in codes if code.coder == name} - {role}:
            what = f"“{name}” has been {'a' if 'coder' in others else 'an'} {others.pop()} here"
            raise UsageError(what, hint="an adjudicator is none of the coders: take another name")
        if role == "coder":
            settings.save(replace(settings.load(), coder=name))
        return name

    def drawing(self, wanted: SampleRequest) -> Job:
        """The job that draws a sample and keeps it."""
        return Job("Draw sentences", partial(_draw, str(self.path), wanted))

    def surroundings(self, sample: Sample) -> Mapping[str, tuple[str, str]]:
        """What stands before and after the sentence of each unit, without the article's title."""
        return self.ask(lambda library: _surroundings(library, sample), {})

    def record(self, given: Sequence[Code], taken_back: Sequence[Code]) -> None:
        """Store codes, and remove others."""

        def store(library: Library) -> None:
            library.codes.add(given, _ORIGIN)
            library.codes.take_back(taken_back)

        self.ask(store, None)

    def reveal(self, unit: SampleUnit) -> Reveal:
        """What the lexicons find in the sentence of a unit, and all its codes."""
        from framing.coding.coding_rows import sentence_at
        from framing.text.sentence_spans import sentences

        profile = self.profile(unit.article)
        (spans,) = sentences([profile.article])
        span = spans[sentence_at(spans, unit.start)]
        codes = self._codes()
        return Reveal(
            _BREAK.sub(" ", profile.article.text[slice(*span)]),
            [_moved(match, span[0]) for match in _inside(profile, span)],
            [code for code in codes if code.unit == unit.id],
        )

    def codebook(self, sample: Sample) -> Sequence[Definition]:
        """What coders are told of each dimension."""
        from framing.coding.codebooks import definitions
        from framing.lexicons.installed import listing

        stored = self._lexicons
        # A library keeps lexicons without their examples.
        whole = {each.lexicon.fingerprint: each.lexicon for each in listing() if each.lexicon}
        return list(definitions(sample, [whole.get(each.fingerprint, each) for each in stored]))

    def agreement(self, sample: Sample) -> Sequence[AgreementRow]:
        """How far the coders of a sample agree, by dimension."""
        from framing.coding import agreement

        return self.ask(lambda library: list(agreement(library, [sample])), [])

    def _codes(self) -> Sequence[Code]:
        return self.ask(lambda library: library.codes.read(), _NO_CODES)


_NO_SAMPLES: list[Sample] = []
_NO_CODES: list[Code] = []


def _login() -> str:
    import getpass  # the first screen does without

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody the system knows by name
        return "coder"


def _draw(path: str, wanted: SampleRequest, report: Report) -> str:
    from framing.coding import draw

    with Library(path) as library:
        progress = counting(report, library.articles.count())
        try:
            sample = draw(library, wanted, progress)
        except NotFoundError as error:
            error.hint = "what was drawn before is not drawn again; import more articles"
            raise
        library.codes.add_sample(sample)
    several = "sentences" if wanted.kind == "sentence" else "matches"
    return f"{len(sample.units):,} of {sample.population:,} {several} drawn"


def _surroundings(library: Library, sample: Sample) -> dict[str, tuple[str, str]]:
    from framing.coding.coding_rows import surroundings

    ids = list({unit.article for unit in sample.units})
    titles = {each.article.id: each.article.title for each in library.articles.read(ids)}
    found = surroundings(library, sample.units, _REACH)
    return {
        unit.id: (_without(before, titles[unit.article]), _without(after, titles[unit.article]))
        for unit in sample.units
        if unit.id in found
        for before, after in (found[unit.id],)
    }


def _without(text: str, title: str) -> str:
    """The text without the title, which would tell where the sentence is from."""
    shown = " ".join(title.split())
    return " ".join(text.replace(shown, " ").split()) if shown else text


def _inside(profile: Profile, span: Span) -> list[Match]:
    return [match for match in profile.matches if span[0] <= match.start and match.end <= span[1]]


def _moved(match: Match, by: int) -> Match:
    """The match in a text that begins so far into the article."""

    def spans(known: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((start - by, end - by) for start, end in known)

    return replace(
        match,
        start=match.start - by,
        end=match.end - by,
        negators=spans(match.negators),
        evidence=spans(match.evidence),
        needed=spans(match.needed),
    )
