"""Owns the runs screen: what was scored when and by what, and what moved between two runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from framing.library import Import, Run
from tui import wording
from tui.messages.runs import MovedChosen, RunChosen, RunLoaded, RunMarked, RunsLoaded
from tui.questions.runs import RunChanges, RunPair
from tui.screens.base import FramingScreen
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.frame import Frame
from tui.widgets.line_panel import LinePanel
from tui.widgets.middle_lines import MiddleLines
from tui.widgets.moved_list import MovedList, edge_line
from tui.widgets.run_list import RunList

if TYPE_CHECKING:
    from tui.questions.runs import RunQuestions

_WIDE = 120
_DIGEST = re.compile(r"[0-9a-f]{40,}")
_NOTHING: tuple[Line, ...] = (
    (("Nothing was scored yet.", PLAIN),),
    (),
    (("1", ACCENT), (" goes to the library, ", PLAIN), ("i", ACCENT), (" imports there.", PLAIN)),
)
_NONE_BEFORE: tuple[Line, ...] = (
    (("No run before it scored by other lexicons.", MUTED),),
    (),
    (("4", ACCENT), (" edits lexicons; one that is saved scores anew.", MUTED)),
)
_LIST_SHARE = 0.4
"""The list takes at most so much of the height."""
_EDGES = 2
"""Lines that a frame takes for itself."""
_CURSOR_PAUSE = 0.06
"""Seconds that the cursor rests before more is asked of a run."""
_MOST_FILES = 200


class RunsScreen(FramingScreen):
    """All runs; below, what moved, and beside it what made the run."""

    MODE = "runs"
    TITLE = "Runs"
    DEFAULT_CSS = """
    RunsScreen {
        #moved-frame { width: 1fr; }
        #record { width: 50; display: none; }
        &.-wide #record { display: block; }
        &.-record #record { display: block; width: 1fr; }
        &.-record #moved-frame { display: none; }
        &.-wide.-record #record { width: 50; }
        &.-wide.-record #moved-frame { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_part", "Other part", key_display="tab", tooltip="Runs, what moved"),
        Binding("p", "record", "Provenance", tooltip="Show what made the run, or what moved"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._runs: Sequence[Run] = ()
        self._loaded = False
        self._marked: tuple[int, ...] = ()
        self._between: Line = ()
        """Which runs what moved lies between."""
        self._pause: Timer | None = None

    @property
    def questions(self) -> RunQuestions:
        """What it asks; a source that cannot answer does not offer the screen."""
        return cast("RunQuestions", self.source)

    def compose_body(self) -> ComposeResult:
        """The list, as high as its rows; below it what moved, and what made the run."""
        yield Frame(RunList(), title="Runs", classes="-list")
        with Horizontal(id="below"):
            moved = Frame(MiddleLines(), MovedList(), title="What moved")
            moved.id = "moved-frame"
            yield moved
            record = Frame(LinePanel(), title="Provenance")
            record.id = "record"
            yield record

    def on_mount(self) -> None:
        """Load the runs, and follow the session."""
        self.query_one(RunList).empty = ((("Looking for runs…", MUTED),),)
        self.watch(self.app, "changes", self._reload, init=False)
        self._reload()

    def on_resize(self, _event: events.Resize) -> None:
        """Share the room anew."""
        self._share_room()

    def _share_room(self) -> None:
        room, below = self.size.height - 2, self.query_one("#below")
        wanted = min(1 + _EDGES + len(self._runs), max(round(_LIST_SHARE * room), 4))
        below.display = bool(self._runs)
        self.query_one(".-list").styles.height = wanted if below.display else room

    def _reload(self) -> None:
        questions, source = self.questions, self.source
        self.in_thread("runs", lambda: RunsLoaded(questions.runs(), source.dimensions()))

    @on(RunsLoaded)
    def _show_runs(self, message: RunsLoaded) -> None:
        self.session.learn(message.dimensions)
        self._runs, self._loaded = message.runs, True
        known = {run.id for run in message.runs}
        self._marked = tuple(each for each in self._marked if each in known)
        count: Line = ((f" · {len(message.runs):,}", MUTED),)
        title: Line = (("Runs", PLAIN), *count)
        self.query_one(".-list", Frame).title_with(title, (("last first", MUTED),))
        self._share_room()
        self.query_one(RunList).empty = _NOTHING
        self.query_one(RunList).show(message.runs)

    # The run under the cursor

    @on(RunChosen)
    def _follow(self, message: RunChosen) -> None:
        if self._pause:
            self._pause.stop()
        if message.run is not None:
            self._pause = self.set_timer(_CURSOR_PAUSE, partial(self._load, message.run.id))

    def _load(self, run: int) -> None:
        questions, marked = self.questions, self._marked

        def work() -> RunLoaded:
            pair = _pair(questions, run, marked)
            changes = questions.run_changes(pair) if pair else None
            return RunLoaded(run, questions.origins(run), changes)

        self.in_thread("run", work)

    @on(RunLoaded)
    def _show_run(self, message: RunLoaded) -> None:
        runs = self.query_one(RunList)
        if runs.run_at_cursor is None or runs.run_at_cursor.id != message.run:
            return
        self.query_one(LinePanel).show(record_lines(runs.run_at_cursor, message.origins))
        self.query_one("#record", Frame).title_with(
            (("Provenance", PLAIN), (f" · run {message.run}", MUTED))
        )
        self._show_changes(message.changes)

    def _show_changes(self, found: RunChanges | None) -> None:
        runs, moved = self.query_one(RunList), self.query_one(MovedList)
        if found is None:
            runs.show_pair((), self._marked)
            moved.show(RunChanges(RunPair(0, 0)), {}, {})
            self._between = ()
            self._say(*_NONE_BEFORE)
            return
        pair = found.pair
        runs.show_pair((pair.before, pair.after), self._marked)
        self._between = ((f" · run {pair.before} → run {pair.after}", MUTED),)
        moved.show(found, self.session.titles, self.session.dimension_styles)
        if found.problem or not found.changes:
            same = "The same lexicons and the same scorer: nothing can have moved."
            self._say(((found.problem or same, PLAIN),))
        else:
            self._say()

    def _say(self, *said: Line) -> None:
        """Say something in the place of what moved; nothing shows what moved."""
        middle, moved = self.query_one(MiddleLines), self.query_one(MovedList)
        middle.say(*said)
        middle.display, moved.display = bool(said), not said
        self.refresh_bindings()

    @on(MovedChosen)
    def _show_entries(self) -> None:
        row = self.query_one(MovedList).row
        frame = self.query_one("#moved-frame", Frame)
        frame.title_with((("What moved", PLAIN), *self._between), edge_line(row))
        self.refresh_bindings()

    # Two runs

    @on(RunMarked)
    def _mark(self, message: RunMarked) -> None:
        marked = tuple(each for each in self._marked if each != message.run)
        if message.run not in self._marked:
            marked = (*marked, message.run)
        self._marked = marked[-2:]
        self._load(message.run)

    def action_other_part(self) -> None:
        """Go from the runs to what moved, and back."""
        moved, runs = self.query_one(MovedList), self.query_one(RunList)
        target = runs if moved.has_focus or not moved.display else moved
        target.focus()

    def action_record(self) -> None:
        """Show what made the run where what moved stands, or that again."""
        self.toggle_class("-record")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "record":
            return bool(self._runs) and self.size.width < _WIDE
        if action == "other_part":
            return self.query_one(MovedList).display and not self.has_class("-record")
        return super().check_action(action, parameters)

    def open_part(self) -> Callable[[], None] | None:
        """Marks are taken away; then what stands in the place of what moved."""
        if self._marked:
            return self._unmark
        if self.has_class("-record") and self.size.width < _WIDE:
            return self.action_record
        return None

    def _unmark(self) -> None:
        self._marked = ()
        if (run := self.query_one(RunList).run_at_cursor) is not None:
            self._load(run.id)


def _pair(questions: RunQuestions, run: int, marked: Sequence[int]) -> RunPair | None:
    """What is held against each other: two marked runs, one and that at the cursor, or that at
    the cursor and the last before it that scored by others."""
    meant = sorted({*marked, run} if len(marked) == 1 else marked)
    if len(meant) == 2:
        return RunPair(*meant)
    before = questions.earlier(run)
    return None if before is None else RunPair(before, run)


def _said(value: object) -> str:
    """A digest by its first digits, as those of lexicons; of several things how many there are."""
    if isinstance(value, list) and len(value) != 1:
        return f"{len(value):,}"
    said = str(value[0] if isinstance(value, list) else value)
    return f"{said[:16]}…" if _DIGEST.fullmatch(said) else said


def record_lines(run: Run, origins: Sequence[Import]) -> list[Line]:
    """What made a run: when, with what, and out of which files."""
    ended = run.finished.replace("T", " ")[:19] or "it was stopped, or runs"
    rows = [
        ("kind", run.kind),
        ("started", run.started.replace("T", " ")[:19]),
        ("finished", ended),
        ("framing", run.framing_version),
        ("scorer", run.scorer_version),
        ("articles", f"{run.articles:,} added"),
        ("scores", f"{run.scores:,} written"),
        *((name.replace("_", " "), _said(value)) for name, value in run.options.items()),
    ]
    longest = max(len(name) for name, _ in rows)
    lines: list[Line] = [((name.ljust(longest + 2), MUTED), (said, PLAIN)) for name, said in rows]
    lines += [(), (("LEXICONS", ACCENT),)]
    lines += [
        ((f"{each.name} {each.version}  ", PLAIN), (each.fingerprint[:16], MUTED))
        for each in run.lexicons
    ]
    if origins:
        lines += [(), (("FILES", ACCENT), (f" · {wording.plural(len(origins), 'file')}", MUTED))]
        lines += [
            ((f"{each.added:>7,} ", PLAIN), (each.origin, MUTED)) for each in origins[:_MOST_FILES]
        ]
    return lines
