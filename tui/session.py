"""Owns what all screens share: the articles, what is selected, marked, opened and shown, the job.

Screens and widgets watch the variables of the app (`self.watch(self.app, "marked", …)`) and change
them only through its methods, or by setting those that say so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from textual.app import App
from textual.reactive import var

from framing.errors import FramingError
from framing.visible import visible
from tui.dimension_styles import DimensionStyles, dimension_styles, legend_order
from tui.group_rule import group_rule
from tui.jobs import Job, JobLane, JobProgress
from tui.messages import JobEnded, JobMoved
from tui.source import DimensionInfo, Order, Sample, Selection, Source

MOST_MARKED = 4


class Session(App[int]):
    """The state of a running app and the ways to change it."""

    filter_text: var[str] = var("")
    """The filter of the list; to be set."""
    order: var[Order] = var(Order())
    """What the list is sorted by; to be set."""
    marked: var[tuple[str, ...]] = var(())
    """The articles marked for comparison, the first marked first."""
    opened: var[tuple[str, ...]] = var(())
    """The articles that the compare screen shows."""
    place: var[int | None] = var(None)
    """Where in the first of them to begin: an offset of its text; None for the top."""
    dimensions: var[tuple[DimensionInfo, ...]] = var(())
    """The dimensions that are scored, in the order of the legend."""
    hidden: var[frozenset[str]] = var(frozenset())
    """Names of the dimensions that are not shown."""
    voice: var[str] = var("")
    """The voice whose matches are shown; empty for all. To be set."""
    library_line: var[str] = var("")
    """What the header says of the library and its selection."""
    notices: var[tuple[str, ...]] = var(())
    """What was told once and is kept to be read again."""
    job: var[JobProgress | None] = var(None)
    """How far the running job is; None where none runs."""
    unsaved: var[frozenset[str]] = var(frozenset())
    """Names of the lexicons with edits that are not saved. To be set."""
    changes: var[int] = var(0)
    """Counts how often there were other articles, or other scores of them, than before."""

    def __init__(self, source: Source, opened: Sequence[str], notices: Sequence[str]) -> None:
        # Without colours everything is said by attributes and the terminal's own colours.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.source = source
        self.failure = ""
        """What went wrong last."""
        self.jobs = JobLane(
            lambda progress: self.post_message(JobMoved(progress)),
            lambda result: self.post_message(JobEnded(result)),
        )
        self.set_reactive(Session.opened, tuple(opened))
        self.set_reactive(Session.library_line, source.name)
        self.set_reactive(Session.notices, tuple(notices))

    # What is there

    @property
    def selection(self) -> Selection:
        """The articles that the list shows, and the dimensions that are shown."""
        return Selection(query=self.filter_text, dimensions=self.shown if self.hidden else None)

    @property
    def shown(self) -> frozenset[str]:
        """Names of the dimensions that are shown."""
        return frozenset(info.name for info in self.dimensions) - self.hidden

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the dimensions by name, in the order of the legend."""
        return {info.name: info.title for info in self.dimensions}

    @property
    def dimension_styles(self) -> DimensionStyles:
        """How the dimensions look, in the order of the legend."""
        return dimension_styles(self.dimensions)

    def learn(self, dimensions: Sequence[DimensionInfo]) -> None:
        """Take the dimensions that the source told of."""
        self.dimensions = legend_order(dimensions)

    def count_articles(self, found: int, total: int) -> None:
        """Tell the headers how many articles there are and how many the filter leaves."""
        count = f"{total:,}" if found == total else f"{found:,} of {total:,}"
        self.library_line = f"{self.source.name} · {count}"

    def change_source(self, sample: Sample) -> None:
        """Look at other articles."""
        self.source.close()
        self.source = sample.source
        self.opened, self.marked, self.filter_text, self.hidden = (), (), "", frozenset()
        self.tell(sample.notice)
        self.changes += 1

    # What is marked, read and shown

    def toggle_mark(self, article_id: str) -> bool:
        """Mark an article or unmark it; tells whether the oldest mark made room for it."""
        marked = tuple(known for known in self.marked if known != article_id)
        if article_id not in self.marked:
            marked = (*marked, article_id)
        self.marked = marked[-MOST_MARKED:]
        return len(marked) > MOST_MARKED

    def unmark_all(self) -> None:
        """Take all marks away."""
        self.marked = ()

    def open_articles(self, ids: Sequence[str]) -> None:
        """Read articles side by side."""
        self.opened = tuple(ids)
        self.switch_mode("compare")

    def open_at(self, article_id: str, start: int) -> None:
        """Read an article from a place in its text on."""
        self.place = start
        self.open_articles([article_id])

    def list_group(self, by: str, name: str) -> None:
        """List the articles of a group."""
        self.filter_text = group_rule(by, name)
        self.go_to("library")

    def go_to(self, mode: str) -> None:
        """Go to a screen; what is marked and not yet read comes along to the compare screen."""
        if mode == "compare" and not set(self.marked) <= set(self.opened):
            self.opened = self.marked
        self.switch_mode(mode)

    def toggle_dimension(self, name: str) -> None:
        """Show a dimension or hide it."""
        self.hidden ^= {name}

    # What is told

    def fail(self, error: FramingError) -> None:
        """Say what went wrong and what to do; it can be copied."""
        self.failure = visible(str(error))
        self.notify(f"{self.failure}  (c copies)", severity="error", timeout=10, markup=False)

    def show_toast(self, text: str) -> None:
        """Show a toast in the place of others; its text may be anything."""
        self.clear_notifications()
        self.notify(visible(text), markup=False)

    def tell(self, notice: str) -> None:
        """Show a notice once, and keep it."""
        if notice and notice not in self.notices:
            self.notices = (*self.notices, notice)
            self.show_notice(notice)

    def show_notice(self, notice: str) -> None:
        """Show a notice for as long as it takes to read it."""
        self.notify(visible(notice), severity="warning", timeout=12, markup=False)

    # The job lane

    def show_report(self, said: object) -> None:
        """Show what a job returned that is more than a sentence."""
        raise NotImplementedError

    def start_job(self, job: Job) -> None:
        """Begin a job, or say which one it would have to wait for."""
        if not self.jobs.start(job):
            running = self.job.title if self.job else "another job"
            self.show_toast(f"{running} is not done yet: esc stops it.")

    def stop_job(self) -> None:
        """Stop the running job."""
        self.jobs.stop()

    def on_job_moved(self, message: JobMoved) -> None:
        """Show how far the job is."""
        self.job = message.progress

    def on_job_ended(self, message: JobEnded) -> None:
        """Say how it ended, and have lists read anew where it changed what they show."""
        self.job, result = None, message.result
        if result.error is not None:
            self.fail(result.error)
        elif not isinstance(result.said, str):
            self.show_report(result.said)
        else:
            self.show_toast(result.said or f"{result.job.title}: stopped.")
        if result.job.changes_articles:
            self.source.forget()
            self.changes += 1
