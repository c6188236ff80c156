"""Owns the coding screen: one sentence at a time, what is said of it, and how far coders agree.

Coding is blind: nothing is shown of source, title, date or score, nor of other coders' codes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from framing.library import Role, Sample
from tui.coding_sheet import Change, CodingSheet, said_of, tasks_of
from tui.messages.coding import (
    AgreementLoaded,
    CoderNamed,
    CodesStored,
    CodingLoaded,
    DimensionClicked,
    Revealed,
    SurroundingsLoaded,
)
from tui.screens.base import Command, FramingScreen
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.agreement_panel import AgreementPanel, CodingResult
from tui.widgets.coding_card import Card, CodingCard
from tui.widgets.draw_panel import DrawPanel
from tui.widgets.frame import Frame
from tui.widgets.middle_lines import MiddleLines

if TYPE_CHECKING:
    from framing.coding.codebooks import Definition
    from framing.coding.coding_rows import AgreementRow
    from tui.dimension_styles import DimensionStyles
    from tui.jobs import JobProgress
    from tui.messages import Record
    from tui.questions.coding import CodingQuestions, CodingState, Reveal

_BAR = 8
"""Cells of the bar that says how much is done."""
_PARTS: Mapping[str, type[Widget]] = {
    "empty": MiddleLines,
    "draw": DrawPanel,
    "code": CodingCard,
    "done": AgreementPanel,
}
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "switch": ("code", "draw"),
    "next": ("code",),
    "undo": ("code", "done"),
    "before": ("code", "done"),
    "who": ("code", "done", "draw"),
    "teach": ("code",),
    "others": ("code",),
    "adjudicate": ("done",),
    "more": ("done",),
    "sheet": ("code", "done"),
}
"""In which parts an action may do something."""


class CodingScreen(FramingScreen):
    """A sheet of the library, coded by keys."""

    MODE = "coding"
    TITLE = "Coding"
    DIGITS_GO = False
    AUTO_FOCUS = ""
    DEFAULT_CSS = "CodingScreen VerticalScroll { scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"{n}", f"switch({n})", "", show=False, tooltip="Switch a dimension", system=True
            )
            for n in range(1, 10)
        ),
        Binding("enter", "next", "Next", key_display="enter", tooltip="Store it, and go on"),
        Binding("u", "undo", "Undo", tooltip="Take back what was said last"),
        Binding(
            "b", "before", "Previous", tooltip="Go to the sentence before, to look or to correct"
        ),
        Binding("h", "others", "Codes", tooltip="Show or hide what the coders said"),
        Binding("a", "adjudicate", "Adjudicate", tooltip="Decide where the coders differ"),
        Binding("n", "more", "Draw more", tooltip="Draw another sheet"),
        Binding("s", "sheet", "Sheet", tooltip="Go to the next sheet"),
        Binding("w", "who", "Who", tooltip="Say who codes"),
        Binding("t", "teach", "Teach", tooltip="After each sentence, show what was found and said"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._state: CodingState | None = None
        self._articles = 0
        self._sample: Sample | None = None
        self._sheet: CodingSheet | None = None
        self._part = "empty"
        self._asked: frozenset[str] = frozenset()
        """The dimensions to draw for."""
        self._wants_more = False
        self._draws = False
        self._teaches = False
        self._waits = False
        """Whether the task at hand is coded, and what was found in it is shown or asked for."""
        self._reveal: Reveal | None = None
        self._sees_codes = False
        self._around: Mapping[str, tuple[str, str]] = {}
        self._codebook: Sequence[Definition] = ()
        self._rows: Sequence[AgreementRow] | None = None
        self._unstored: deque[Change] = deque()
        self._storing = Lock()

    @property
    def questions(self) -> CodingQuestions:
        """What it asks; a source that cannot answer does not offer the screen."""
        return cast("CodingQuestions", self.source)

    def compose_body(self) -> ComposeResult:
        """One frame; what stands in it depends on what there is to do."""
        with Frame(title="Coding"):
            yield MiddleLines()
            yield DrawPanel()
            yield CodingCard()
            with VerticalScroll(can_focus=True):
                yield AgreementPanel()

    def on_mount(self) -> None:
        """Ask what there is to code."""
        self._show_part("empty")
        self.watch(self.app, "changes", self._reload, init=False)
        self.watch(self.app, "dimensions", self._show, init=False)
        self._reload()

    def _follow_job(self, before: JobProgress | None, after: JobProgress | None) -> None:
        super()._follow_job(before, after)
        if self._draws and after is None:
            self._draws = self._wants_more = False
            self._reload()

    # What there is to code

    def _reload(self) -> None:
        self.in_thread("coding", self._load)

    def _load(self) -> Record:
        source = self.questions
        self._store_all()
        state, count = source.coding(), self.source.count("")
        return CodingLoaded(state, self.source.dimensions(), count)

    @on(CodingLoaded)
    def _take(self, message: CodingLoaded) -> None:
        self.session.learn(message.dimensions)
        first = self._state is None
        self._state, self._articles = message.state, message.articles
        if not self._asked:
            self._asked = frozenset(self.session.titles)
        self._choose_sample(message.state)
        self._begin("coder", message.state.coder)
        if first and self._sample is not None and not message.state.asked:
            self.action_who()

    def _choose_sample(self, state: CodingState) -> None:
        """Stay with the sheet at hand; else take the last that waits for the coder, or the last."""
        known = [each for each in state.samples if self._sample and each.id == self._sample.id]
        if known and not self._draws:
            self._sample = known[0]
            return
        waiting = [
            each
            for each in state.samples
            if CodingSheet(
                tasks_of(each, state.codes, "coder"), state.codes, state.coder, "coder"
            ).task
        ]
        self._sample = next(reversed(waiting or state.samples), None)

    def _begin(self, role: Role, name: str) -> None:
        """Begin or go on with the sheet, as a coder or as who adjudicates."""
        state, sample = self._state, self._sample
        self._sheet = None
        if state is not None and sample is not None:
            tasks = tasks_of(sample, state.codes, role)
            self._sheet = CodingSheet(tasks, state.codes, name, role)
            self._rows = None
            questions = self.questions
            self.in_thread(
                "around",
                lambda: SurroundingsLoaded(
                    sample.id, questions.surroundings(sample), questions.codebook(sample)
                ),
            )
        self._turn()

    @on(SurroundingsLoaded)
    def _show_around(self, message: SurroundingsLoaded) -> None:
        if self._sample is not None and message.sample == self._sample.id:
            self._around, self._codebook = message.around, message.codebook
            self._show()

    # Which part is shown

    def _turn(self) -> None:
        """Show the task at hand, or what can be done where there is none."""
        self._waits, self._reveal, self._sees_codes = False, None, False
        if not self._articles or not self.session.dimensions:
            self._show_part("empty")
        elif self._sheet is None or self._wants_more:
            self._show_part("draw")
        elif self._sheet.task is not None:
            self._show_part("code")
        else:
            self._show_part("done")
            self._add_up()

    def _show_part(self, part: str) -> None:
        self._part = part
        for name, kind in _PARTS.items():
            found = self.query_one(kind)
            scroll = found.parent if name == "done" else None
            (scroll if isinstance(scroll, Widget) else found).display = name == part
        if part == "code":
            self.query_one(CodingCard).focus()
        elif part == "draw":
            self.query_one(DrawPanel).focus_size()
        elif part == "done":
            self.query_one(VerticalScroll).focus()
        self._show()

    def _show(self) -> None:
        """Paint what is at hand."""
        {
            "empty": self._show_empty,
            "draw": self._show_draw,
            "code": self._show_card,
            "done": self._show_done,
        }[self._part]()
        self._show_edges()
        self.refresh_bindings()

    def _show_empty(self) -> None:
        lines: list[Line] = [(("Looking for what is to be coded…", MUTED),)]
        if self._state is not None:
            lines = [
                (("There is nothing to code yet.", PLAIN),),
                (("F1", ACCENT), (" goes to the library, which wants articles first.", PLAIN)),
            ]
        self.query_one(MiddleLines).say(*lines)

    def _show_draw(self) -> None:
        session, state = self.session, self._state
        self.query_one(DrawPanel).show(
            state.coder if state else "", session.titles, session.dimension_styles, self._asked
        )

    def _titles(self) -> dict[str, str]:
        """The dimensions of the sheet in the order of the legend: so their digits go."""
        assert self._sample is not None
        asked, titles = self._sample.dimensions, self.session.titles
        known = [name for name in titles if name in asked]
        return {name: titles.get(name, name) for name in dict.fromkeys([*known, *asked])}

    def _styles(self) -> DimensionStyles:
        return self.session.dimension_styles

    def _show_card(self) -> None:
        sheet, state = self._sheet, self._state
        if sheet is None or sheet.task is None or state is None:
            return
        unit = sheet.task.unit
        codes = self._reveal.codes if self._reveal else state.codes
        seen = self._reveal is not None or (
            sheet.role == "adjudicator" and (self._sees_codes or sheet.is_done(sheet.task))
        )
        self.query_one(CodingCard).show(
            Card(
                task=sheet.task,
                chosen=frozenset(sheet.chosen),
                titles=self._titles(),
                styles=self._styles(),
                around=self._around.get(unit.id, ("", "")),
                codes=said_of(unit.id, codes) if seen else {},
                reveal=self._reveal,
            )
        )

    def _show_edges(self) -> None:
        """Title and progress."""
        frame, sheet = self.query_one(Frame), self._sheet
        title: Line = (("Coding", PLAIN),)
        if sheet is None or self._part not in ("code", "done"):
            frame.title_with(title)
            return
        if sheet.role == "adjudicator":
            title = (("Adjudication", PLAIN),)
        if self._part == "code":
            if self._teaches:
                title = (*title, (" · teaching", ACCENT))
            if self._waits:
                title = (*title, (" · what was found and said", MUTED))
            elif sheet.task and sheet.is_done(sheet.task):
                title = (*title, (" · said before", MUTED))
        count = len(sheet.tasks)
        full = _BAR * sheet.done // count if count else 0
        frame.title_with(
            title,
            (
                (f"{sheet.done}/{count} ", PLAIN),
                ("▇" * full, ACCENT),
                ("▁" * (_BAR - full), MUTED),
                (f" {sheet.coder}", PLAIN),
            ),
        )

    # Coding

    def action_switch(self, number: int) -> None:
        """Switch the dimension of a digit."""
        names = list(self._titles() if self._part == "code" else self.session.titles)
        if number <= len(names):
            self._toggle(names[number - 1])

    @on(DimensionClicked)
    def _toggle_clicked(self, message: DimensionClicked) -> None:
        self._toggle(message.name)

    def _toggle(self, name: str) -> None:
        sheet = self._sheet
        if self._part == "draw":
            self._asked ^= {name}
        elif sheet and sheet.task and name in sheet.task.dimensions and not self._waits:
            sheet.toggle(name)
        self._show()

    def action_next(self) -> None:
        """Store what is switched on, and go on; where it is taught, first show what was found."""
        sheet = self._sheet
        if sheet is None or sheet.task is None:
            return
        if self._waits:
            self._advance(sheet)
            return
        unit, questions = sheet.task.unit, self.questions
        self._store(sheet.answer())
        if not self._teaches:
            self._advance(sheet)
            return

        def reveal() -> Record:
            self._store_all()
            return Revealed(unit.id, questions.reveal(unit))

        self._waits = True
        self.in_thread("reveal", reveal)
        self._show()

    def _advance(self, sheet: CodingSheet) -> None:
        sheet.advance()
        self._turn()

    @on(Revealed)
    def _show_reveal(self, message: Revealed) -> None:
        sheet = self._sheet
        if self._waits and sheet and sheet.task and sheet.task.unit.id == message.unit:
            self._reveal = message.reveal
            self._show()

    def action_undo(self) -> None:
        """Take back what was said last, and go there."""
        if self._sheet is not None:
            self._store(self._sheet.undo())
            self._turn()

    def action_before(self) -> None:
        """Go to the sentence before."""
        if self._sheet is not None:
            self._sheet.back()
            self._turn()

    def action_teach(self) -> None:
        """Begin or end to show what was found, once a sentence is coded."""
        self._teaches = not self._teaches
        self._show()

    def _store(self, change: Change) -> None:
        """Have it stored at once, after what was said before."""
        self._unstored.append(change)

        def work() -> Record:
            self._store_all()
            return CodesStored()

        self.in_thread("codes", work)

    def _store_all(self) -> None:
        """Store what waits, in its order; what fails waits for the next time."""
        questions = self.questions
        with self._storing:
            while self._unstored:
                change = self._unstored[0]
                questions.record(change.given, change.taken_back)
                self._unstored.popleft()

    # Drawing

    @on(DrawPanel.Drawn)
    def _draw(self, message: DrawPanel.Drawn) -> None:
        from framing.coding.strata import SampleRequest  # the first paint does without

        state, questions = self._state, self.questions
        if state is None or not self._asked:
            self.session.show_toast("Switch on a dimension to be asked for.")
            return
        asked = tuple(name for name in self.session.titles if name in self._asked)
        self._draws = True
        self.session.start_job(questions.drawing(SampleRequest(message.kind, asked, message.size)))
        if not state.asked:
            self._take_up_name(state.coder, "coder")

    def action_more(self) -> None:
        """Ask what else to draw."""
        self._wants_more = True
        self._turn()

    def action_sheet(self) -> None:
        """Go to the next sheet."""
        state, sample = self._state, self._sample
        if state is not None and sample is not None:
            ids = [each.id for each in state.samples]
            self._sample = state.samples[(ids.index(sample.id) + 1) % len(ids)]
            self._reload()

    # Who codes

    def action_who(self) -> None:
        """Ask who codes."""
        self._ask_name("coder", self._state.coder if self._state else "")

    def _ask_name(self, role: Role, suggested: str) -> None:
        from tui.screens.coder_name import CoderScreen

        codes = self._state.codes if self._state else ()
        known = sorted({code.coder for code in codes if code.role == role})

        def answer(name: str | None) -> None:
            if name:
                self._take_up_name(name, role)

        self.app.push_screen(CoderScreen(role, suggested, known), answer)

    def _take_up_name(self, name: str, role: Role) -> None:
        questions = self.questions

        def work() -> Record:
            return CoderNamed(questions.coder_named(name, role), role)

        self.in_thread("name", work)

    @on(CoderNamed)
    def _take_name(self, message: CoderNamed) -> None:
        if message.role == "adjudicator":
            self._begin("adjudicator", message.name)
        else:
            self._reload()

    # Agreement

    def _add_up(self) -> None:
        sample, questions = self._sample, self.questions
        assert sample is not None

        def work() -> Record:
            self._store_all()
            return AgreementLoaded(sample.id, questions.coding(), questions.agreement(sample))

        self.in_thread("agreement", work)

    @on(AgreementLoaded)
    def _show_agreement(self, message: AgreementLoaded) -> None:
        if self._sample is not None and message.sample == self._sample.id and self._part == "done":
            self._state, self._rows = message.state, message.rows
            self._show()

    def _show_done(self) -> None:
        sheet, state, sample = self._sheet, self._state, self._sample
        if sheet is None or state is None or sample is None:
            return
        whose = f"{sheet.coder} has coded all {len(sheet.tasks):,} of this sheet."
        if sheet.role == "adjudicator":
            whose = f"{sheet.coder} has decided all {len(sheet.tasks):,} that the coders differ on."
        said: list[Line] = [((whose, PLAIN),)]
        if self._differing and self._rows is not None:
            adjudicated = sum(row.adjudicated for row in self._rows)
            differ = f"Coders differ on {self._differing:,} of them; {adjudicated:,} codes decided."
            said.append(((differ, PLAIN), ("   a", ACCENT), (" adjudicates", MUTED)))
        said.append(
            (
                ("w", ACCENT),
                (" somebody else codes   ", MUTED),
                ("n", ACCENT),
                (" draws more", MUTED),
            )
        )
        self.query_one(AgreementPanel).show(
            CodingResult(said, self._titles(), self._styles(), self._rows)
        )

    @property
    def _differing(self) -> int:
        """The units on which coders differ."""
        if self._state is None or self._sample is None:
            return 0
        return len(tasks_of(self._sample, self._state.codes, "adjudicator"))

    def action_adjudicate(self) -> None:
        """Ask who adjudicates, and begin."""
        codes = self._state.codes if self._state else ()
        known = sorted({code.coder for code in codes if code.role == "adjudicator"})
        self._ask_name("adjudicator", known[0] if known else "")

    def action_others(self) -> None:
        """Show or hide what the coders said."""
        self._sees_codes = not self._sees_codes
        self._show()

    # Everywhere

    def open_part(self) -> Callable[[], None] | None:
        """Adjudication and drawing more are closed by going back to the sheet."""
        adjudicates = self._sheet is not None and self._sheet.role == "adjudicator"
        if adjudicates or (self._wants_more and not self._draws):
            return self._leave_part
        return None

    def _leave_part(self) -> None:
        self._wants_more = False
        self._reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action not in _OFFERED:
            return super().check_action(action, parameters)
        if self._part not in _OFFERED[action]:
            return False
        state, sheet = self._state, self._sheet
        adjudicates = sheet is not None and sheet.role == "adjudicator"
        holds = {
            "undo": sheet is not None and sheet.can_undo and not self._waits and not self._teaches,
            "before": sheet is not None and sheet.at > 0 and not self._teaches,
            "who": not adjudicates,
            "teach": not adjudicates,
            "others": adjudicates,
            "adjudicate": bool(self._differing) and not adjudicates,
            "sheet": state is not None and len(state.samples) > 1 and not adjudicates,
        }
        return holds.get(action, True)

    def explanation(self) -> Sequence[Line]:
        """The codebook: what is asked, what counts and what does not."""
        lines: list[Line] = []
        for each in self._codebook:
            lines += [((each.title.upper(), ACCENT),), ((each.question, PLAIN),)]
            if each.description:
                lines.append(((each.description, MUTED),))
            for said, examples in (("counts", each.count), ("does not", each.do_not)):
                lines += [((f"{said}  ", ACCENT), (text, PLAIN)) for text in examples]
            lines.append(())
        return lines

    def commands(self) -> Iterable[Command]:
        """Another sheet, whatever is done of this one."""
        if self._part in ("code", "done"):
            yield "Draw more", "Draw another sheet for coders", self.action_more
