"""Long work runs beside the screens: it tells how far it is, can be stopped, and nothing waits."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key

from tests.tui import job_world
from tests.tui.app_world import PATIENCE, lines, press, settle, showing, shows, until
from tui.jobs import Job, JobLane, JobProgress, JobResult, Report
from tui.widgets.article_list import ArticleList


class Lane:
    """A job lane, and all that it told."""

    def __init__(self) -> None:
        self.moves: list[JobProgress] = []
        self.results: list[JobResult] = []
        self.lane = JobLane(self.moves.append, self.results.append)

    def wait(self) -> JobResult:
        """The end of the running job."""
        self.until(lambda: bool(self.results) and not self.lane.is_busy)
        return self.results[-1]

    def until(self, holds) -> None:  # type: ignore[no-untyped-def]
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, (self.moves, self.results)
            time.sleep(0.01)


class TestLane:
    """One job at a time, in a process of its own where it computes."""

    def test_it_counts_in_another_process(self) -> None:
        lane = Lane()
        assert lane.lane.start(Job("Count", partial(job_world.count, 4)))
        said = lane.wait().said
        assert said.startswith("Counted to 4")
        assert not said.endswith(str(os.getpid()))
        assert lane.moves[0] == JobProgress("Count")
        assert {move.total for move in lane.moves[1:]} == {4}
        assert lane.moves[-1].share is not None

    def test_a_second_is_refused(self) -> None:
        lane, may_end = Lane(), Event()

        def work(_: Report) -> str:
            may_end.wait(PATIENCE)
            return "done"

        assert lane.lane.start(Job("First", work, computes=False))
        assert not lane.lane.start(Job("Second", work, computes=False))
        may_end.set()
        assert lane.wait().job.title == "First"

    def test_what_can_be_mended_is_told(self) -> None:
        lane = Lane()
        lane.lane.start(Job("Refuse", job_world.refuse))
        assert str(lane.wait().error) == "big.db: the disk is full (make room)"

    def test_a_mistake_of_ours_is_kept_in_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        lane = Lane()
        lane.lane.start(Job("Stumble", job_world.stumble))
        said = str(lane.wait().error)
        assert "a mistake of its own: RuntimeError" in said
        details = tmp_path / "framing" / "crash.txt"
        assert "job_world.py" in details.read_text(encoding="utf-8")

    def test_a_process_that_ends_by_itself_is_told(self) -> None:
        lane = Lane()
        lane.lane.start(Job("Vanish", job_world.vanish))
        assert "ended by itself (code 7)" in str(lane.wait().error)

    def test_a_process_writes_to_no_terminal(self, capfd: pytest.CaptureFixture[str]) -> None:
        lane = Lane()
        lane.lane.start(Job("Shout", job_world.shout))
        assert lane.wait().said == "was heard by nobody"
        assert "LOUD" not in "".join(capfd.readouterr())

    @pytest.mark.skipif(not hasattr(os, "nice"), reason="there is no such thing")
    def test_a_process_steps_back_behind_the_app(self) -> None:
        lane = Lane()
        lane.lane.start(Job("Nice", job_world.niceness))
        assert int(lane.wait().said) > os.nice(0)

    def test_a_process_that_is_killed_is_told_and_leaves_the_lane_free(self) -> None:
        lane = Lane()
        lane.lane.start(Job("Count", partial(job_world.count, 1000)))
        lane.until(lambda: len(lane.moves) > 1)
        (child,) = multiprocessing.active_children()
        child.kill()
        assert "ended by itself (code -9)" in str(lane.wait().error)
        lane.results.clear()
        assert lane.lane.start(Job("Count", partial(job_world.count, 1)))
        assert lane.wait().said.startswith("Counted to 1")

    def test_stopping_undoes_what_is_half_done(self, tmp_path: Path) -> None:
        lane = Lane()
        path = tmp_path / "out.csv"
        lane.lane.start(Job("Write", partial(job_world.write_for_ever, str(path))))
        lane.until(lambda: len(lane.moves) > 1)
        assert list(tmp_path.iterdir())
        lane.lane.stop()
        result = lane.wait()
        assert (result.said, result.error) == ("", None)
        assert not list(tmp_path.iterdir())

    def test_a_mistake_in_a_thread_ends_the_job_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        lane = Lane()
        lane.lane.start(Job("Stumble", job_world.stumble, computes=False))
        assert "a mistake of its own: RuntimeError" in str(lane.wait().error)

    def test_a_thread_is_stopped_at_its_next_report(self) -> None:
        lane = Lane()

        def work(report: Report) -> str:
            while True:
                report(0, 0)
                time.sleep(0.01)

        lane.lane.start(Job("Turn", work, computes=False))
        lane.lane.close()
        assert (lane.results[0].said, lane.results[0].error) == ("", None)


class TestOnTheScreen:
    """The header tells of the job; keys go on doing what they do."""

    async def test_reading_and_leaving_do_not_wait(self) -> None:
        may_end = Event()

        def work(report: Report) -> str:
            report(1, 4)
            may_end.wait(PATIENCE)
            return "All is done"

        async with showing(size=(100, 24)) as pilot:
            pilot.app.start_job(Job("Long work", work, computes=False))
            while "Long work" not in lines(pilot.app)[0] or "25 %" not in lines(pilot.app)[0]:
                await asyncio.sleep(0.01)
            assert "esc stops" in lines(pilot.app)[0]
            articles = pilot.app.screen.query_one(ArticleList)
            pilot.app.post_message(Key("down", None))
            while articles.cursor == 0:
                await asyncio.sleep(0.01)
            pilot.app.post_message(Key("enter", None))
            while "Chips for the valley" not in "\n".join(lines(pilot.app)[3:]):
                await asyncio.sleep(0.01)
            assert "Long work" in lines(pilot.app)[0]
            may_end.set()
            await shows(pilot, "All is done")
            assert "Long work" not in lines(pilot.app)[0]

    async def test_a_process_of_its_own_works_below_the_app(self) -> None:
        async with showing() as pilot:
            pilot.app.start_job(Job("Count", partial(job_world.count, 2)))
            await shows(pilot, "Counted to 2")

    async def test_esc_closes_first_and_then_stops(self) -> None:
        def work(report: Report) -> str:
            while True:
                report(0, 0)
                time.sleep(0.01)

        async with showing() as pilot:
            pilot.app.start_job(Job("Long work", work, computes=False))
            pilot.app.filter_text = "rain"
            for left in ("Long work", ""):
                pilot.app.post_message(Key("escape", None))
                await asyncio.sleep(0.3)
                assert left in lines(pilot.app)[0]
                assert pilot.app.filter_text == ""
            await shows(pilot, "Long work: stopped.")

    async def test_a_second_job_is_told_of_the_first(self) -> None:
        may_end = Event()

        def work(_: Report) -> str:
            may_end.wait(PATIENCE)
            return "done"

        async with showing() as pilot:
            pilot.app.start_job(Job("First", work, computes=False))
            while pilot.app.job is None:
                await asyncio.sleep(0.01)
            pilot.app.start_job(Job("Second", work, computes=False))
            while "First is not done yet: esc stops it." not in "\n".join(lines(pilot.app)):
                await asyncio.sleep(0.01)
            may_end.set()
            await settle(pilot)

    async def test_lists_are_read_anew_after_a_job_that_changes_them(self) -> None:
        async with showing() as pilot:
            source = pilot.app.source
            job = Job("Forget one", lambda _: "gone", computes=False, changes_articles=True)
            source._profiles = source._profiles[:2]
            pilot.app.start_job(job)
            await until(pilot, lambda: lines(pilot.app)[0].endswith("small.db · 2"))
            await press(pilot, "down")
