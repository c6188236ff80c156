"""The coding screen: a sheet coded by keys, by several people, blind, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from framing import settings
from framing.articles import take
from framing.coding import draw
from framing.coding.strata import SampleRequest
from framing.errors import LibraryError
from framing.library import Code, Library, Sample
from framing.matching import Scanner
from framing.model import Draft
from tests.tui.app_world import lines, press, settle, showing, shows, strips, until
from tests.tui.library_world import LEXICONS, library_file
from tui.coding_sheet import Change
from tui.library_source import LibrarySource

_STATE, _RISK = "state_support", "risk"
_OPEN = "f5"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr("getpass.getuser", lambda: "lena")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return library_file(tmp_path)


@pytest.fixture
def source(path: Path) -> Iterator[LibrarySource]:
    opened = LibrarySource(path)
    yield opened
    opened.close()


def drawn(path: Path, kind: str = "sentence", size: int = 6) -> Sample:
    """A sample that waits in the library."""
    with Library(path) as library:
        sample = draw(library, SampleRequest(kind, size=size))  # type: ignore[arg-type]
        library.codes.add_sample(sample)
    return sample


def anna_codes() -> None:
    """Who codes was asked once."""
    settings.save(settings.Settings(coder="anna"))


def code_all(path: Path, sample: Sample, coder: str, ones: set[str]) -> None:
    """A coder says 1 for risk of these units, and 0 else."""
    with Library(path) as library:
        given = [
            Code(unit.id, name, coder, int(name == _RISK and unit.id in ones), "coder")
            for unit in sample.units
            for name in sample.dimensions
        ]
        library.codes.add(given, "test")


def stored(path: Path) -> dict[tuple[str, str, str], int]:
    """All codes by coder, unit and dimension."""
    with Library(path) as library:
        return {
            (each.coder, each.unit, each.dimension): each.value for each in library.codes.read()
        }


def words(pilot: object) -> str:
    """What is on the screen below the header, blanks run together."""
    return " ".join(" ".join(lines(pilot.app)[1:]).split())  # type: ignore[attr-defined]


class TestDrawing:
    """A sheet where none waits."""

    async def test_enter_draws_and_begins_under_the_name_that_the_computer_knows(
        self, source: LibrarySource, path: Path
    ) -> None:
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "Coder lena")
            await press(pilot, "enter")
            await shows(pilot, "0/22 ")  # all sentences of the three texts: 8, 8 and 6
        with Library(path) as library:
            (sample,) = library.codes.samples()
        assert sample.dimensions == (_STATE, _RISK)
        assert settings.load().coder == "lena"

    async def test_a_dimension_that_is_switched_off_is_not_asked(
        self, source: LibrarySource, path: Path
    ) -> None:
        async with showing(source) as pilot:
            await press(pilot, _OPEN, "1", "enter")
            await shows(pilot, "○ 1 Risk")
        with Library(path) as library:
            assert library.codes.samples()[0].dimensions == (_RISK,)

    async def test_dimensions_stand_in_the_order_of_their_digits(
        self, source: LibrarySource, path: Path
    ) -> None:
        """Whichever order the sheet has them in."""
        with Library(path) as library:
            sample = draw(library, SampleRequest("sentence", size=6))
            library.codes.add_sample(replace(sample, dimensions=sample.dimensions[::-1]))
        anna_codes()
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "○ 1 ")
            asked = [line.strip("│ ")[:3] for line in lines(pilot.app) if "│ ○ " in line]
            assert asked == ["○ 1", "○ 2"]

    async def test_matches_are_drawn_too_and_ask_for_their_own_dimension(
        self, source: LibrarySource
    ) -> None:
        async with showing(source) as pilot:
            await press(pilot, _OPEN, "up", "right", "enter")
            await shows(pilot, "0/4 ")  # government support, subsidies, and twice risk
            assert words(pilot).count("○") == 1
            assert "[[" not in words(pilot)


class TestCoding:
    """One sentence after another."""

    async def test_each_sentence_is_stored_at_once_and_the_sheet_goes_on_where_it_was_left(
        self, source: LibrarySource, path: Path
    ) -> None:
        anna_codes()
        first, second, *_ = drawn(path).units
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, first.text)
            await press(pilot, "2", "enter")
            await shows(pilot, second.text)
            assert stored(path) == {
                ("anna", first.id, _STATE): 0,
                ("anna", first.id, _RISK): 1,
            }
        again = LibrarySource(path)
        async with showing(again) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "1/6 ▇▁▁▁▁▁▁▁ anna")
            await shows(pilot, second.text)
        again.close()

    async def test_nothing_tells_where_a_sentence_is_from_or_what_others_said(
        self, tmp_path: Path
    ) -> None:
        anna_codes()
        path = tmp_path / "titled.db"
        title = "Harbour loans under review"
        text = f"{title}\n\nSubsidies help the harbour. Nobody knows why."
        with Library(path, create=True) as library:
            number = library.runs.begin("import", LEXICONS, {})
            draft = Draft(
                text, "h.txt", source="Harbour Herald", title=title, published="2025-03-04"
            )
            library.runs.add(number, "test", Scanner(LEXICONS).scan([take(draft)]))
            library.runs.finish(number)
        sample = drawn(path)
        code_all(path, sample, "ben", {unit.id for unit in sample.units})
        opened = LibrarySource(path)
        async with showing(opened) as pilot:
            await press(pilot, _OPEN)
            for unit in sample.units:
                await shows(pilot, unit.text)
                if unit.text != title:
                    assert title not in words(pilot)
                for secret in ("Herald", "2025", "ben", "●"):
                    assert secret not in words(pilot)
                await press(pilot, "enter")
        opened.close()

    async def test_undo_takes_back_what_was_said(self, source: LibrarySource, path: Path) -> None:
        anna_codes()
        first, second, *_ = drawn(path).units
        async with showing(source) as pilot:
            await press(pilot, _OPEN, "1", "enter", "enter", "u")
            await shows(pilot, second.text)
            assert {unit for _, unit, _ in stored(path)} == {first.id}
            await press(pilot, "u")
            await shows(pilot, first.text)
            assert stored(path) == {}

    async def test_back_shows_what_was_said_to_be_corrected_and_undo_restores_it(
        self, source: LibrarySource, path: Path
    ) -> None:
        anna_codes()
        first = drawn(path).units[0]
        async with showing(source) as pilot:
            await press(pilot, _OPEN, "1", "enter", "b")
            await shows(pilot, "● 1 State-support emphasis")
            await shows(pilot, "said before")
            await press(pilot, "1", "2", "enter")
            assert stored(path)["anna", first.id, _RISK] == 1
            assert stored(path)["anna", first.id, _STATE] == 0
            await press(pilot, "u")
            assert stored(path)["anna", first.id, _STATE] == 1
            assert stored(path)["anna", first.id, _RISK] == 0

    async def test_each_coder_has_a_sheet_of_her_own(
        self, source: LibrarySource, path: Path
    ) -> None:
        anna_codes()
        first = drawn(path).units[0]
        async with showing(source) as pilot:
            await press(pilot, _OPEN, "1", "enter", "w", *"ben", "enter")
            await shows(pilot, "0/6 ▁▁▁▁▁▁▁▁ ben")
            await shows(pilot, first.text)
            assert "●" not in words(pilot)
            await press(pilot, "enter", "w", *"ANNA", "enter")
            await shows(pilot, "1/6 ▇▁▁▁▁▁▁▁ anna")
        assert settings.load().coder == "anna"

    async def test_a_click_switches_a_dimension(self, source: LibrarySource, path: Path) -> None:
        anna_codes()
        drawn(path)
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "○ 2 Risk")
            row = next(at for at, line in enumerate(lines(pilot.app)) if "○ 2 Risk" in line)
            await pilot.click(offset=(6, row))
            await settle(pilot)
            await shows(pilot, "● 2 Risk")

    async def test_what_could_not_be_stored_is_told_and_stored_with_the_next(
        self, source: LibrarySource, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        anna_codes()
        first, second, *_ = drawn(path).units
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, first.text)
            with monkeypatch.context() as patched:

                def full(*_: object) -> None:
                    raise LibraryError("the disk is full", hint="make room")

                patched.setattr(source, "record", full)
                await press(pilot, "enter")
                await shows(pilot, "the disk is full (make room)")
            await press(pilot, "enter")
            await until(
                pilot, lambda: {unit for _, unit, _ in stored(path)} == {first.id, second.id}
            )

    async def test_the_question_and_the_codebook_stand_in_the_help(
        self, source: LibrarySource, path: Path
    ) -> None:
        anna_codes()
        drawn(path)
        async with showing(source, size=(140, 45)) as pilot:
            await press(pilot, _OPEN, "question_mark")
            await shows(
                pilot, "Is “State-support emphasis”, as it is described here, in the sentence?"
            )

    async def test_a_source_without_a_library_has_nothing_to_code(self) -> None:
        async with showing() as pilot:
            assert "Coding" not in lines(pilot.app)[0]  # type: ignore[arg-type]


class TestAgreement:
    """What stands at the end."""

    async def test_alpha_of_each_dimension_with_its_interval(
        self, source: LibrarySource, path: Path
    ) -> None:
        # Two coders, six units; of risk they differ on one. 12 codes with 3 ones and 9 zeros:
        # alpha = 1 − 11 × 2 / (2 × 3 × 9) = 0.593 (Krippendorff 2019, chapter 12).
        anna_codes()
        sample = drawn(path)
        ones = {unit.id for unit in sample.units[:2]}
        code_all(path, sample, "anna", ones)
        code_all(path, sample, "ben", {sample.units[0].id})
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "anna has coded all 6 of this sheet.")
            await shows(pilot, "Risk 0.59 [")
            await shows(pilot, "– no variation: all codes are alike")
            await shows(pilot, "anna · ben 5 of 6 the same κ 0.57")
            await shows(pilot, "Coders differ on 1 of them; 0 codes decided.")

    async def test_who_adjudicates_sees_the_coders_only_after_deciding_or_asking(
        self, source: LibrarySource, path: Path
    ) -> None:
        anna_codes()
        sample = drawn(path)
        ones = {unit.id for unit in sample.units[:2]}
        code_all(path, sample, "anna", ones)
        code_all(path, sample, "ben", set())
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "a adjudicates")
            await press(pilot, "a", *"eva", "enter")
            await shows(pilot, "0/2 ▁▁▁▁▁▁▁▁ eva")
            assert "anna" not in words(pilot)
            assert "State-support" not in words(pilot)  # on that they do not differ
            await press(pilot, "h")
            await shows(pilot, "○ 2 Risk anna 1 · ben 0")
            await press(pilot, "h", "2", "enter")
            await shows(pilot, "1/2")
            assert "anna" not in words(pilot)
            await press(pilot, "b")
            await shows(pilot, "● 2 Risk anna 1 · ben 0")
        with Library(path) as library:
            (code,) = [each for each in library.codes.read() if each.role == "adjudicator"]
        assert code == Code(sample.units[0].id, _RISK, "eva", 1, "adjudicator")

    async def test_a_coder_cannot_adjudicate(self, source: LibrarySource, path: Path) -> None:
        anna_codes()
        sample = drawn(path)
        code_all(path, sample, "anna", {sample.units[0].id})
        code_all(path, sample, "ben", set())
        async with showing(source) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "a adjudicates")
            await press(pilot, "a", *"Ben", "enter")
            await shows(pilot, "“ben” has been a coder here")
            assert "Adjudication" not in words(pilot)
        assert all(role == "coder" for *_, role in _codes(path))


class TestTeaching:
    """Code first, then see."""

    async def test_what_was_found_and_said_shows_once_a_sentence_is_coded(
        self, source: LibrarySource, path: Path
    ) -> None:
        settings.save(settings.Settings(coder="cem"))
        sample = drawn(path, size=22)
        subsidies = next(unit for unit in sample.units if unit.text == "Subsidies help.")
        code_all(path, sample, "anna", {subsidies.id})
        others = [unit for unit in sample.units if unit.id != subsidies.id]
        with Library(path) as library:
            given = [
                Code(unit.id, name, "cem", 0, "coder")
                for unit in others
                for name in sample.dimensions
            ]
            library.codes.add(given, "test")
        async with showing(source) as pilot:
            await press(pilot, _OPEN, "t")
            await shows(pilot, "Subsidies help.")
            assert not _underlined(pilot, "Subsidies")
            assert "anna" not in words(pilot)
            await press(pilot, "1", "enter")
            await shows(pilot, "● 1 State-support emphasis anna 0 · cem 1")
            await shows(pilot, "○ 2 Risk anna 1 · cem 0")
            assert _underlined(pilot, "Subsidies")
            await press(pilot, "2")  # what is said is said
            assert "● 2" not in words(pilot)
            await press(pilot, "enter")
            await shows(pilot, "cem has coded all")


def _codes(path: Path) -> list[Code]:
    with Library(path) as library:
        return library.codes.read()


def _underlined(pilot: object, text: str) -> bool:
    return any(
        segment.text == text and segment.style is not None and segment.style.underline
        for strip in strips(pilot.app)  # type: ignore[attr-defined]
        for segment in strip
    )


class TestRooms:
    """Any size, any text."""

    @pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60), (40, 12), (300, 100)])
    async def test_every_size_shows_sentence_dimensions_and_progress(
        self, source: LibrarySource, path: Path, size: tuple[int, int]
    ) -> None:
        anna_codes()
        first = drawn(path).units[0]
        async with showing(source, size=size) as pilot:
            await press(pilot, _OPEN)
            for width, height in (size, (30, 8), (120, 30), (20, 5), size):
                await pilot.resize_terminal(width, height)
            await shows(pilot, first.text)
            await shows(pilot, "○ 1 State-support emphasis")
            await shows(pilot, "0/6 ▁▁▁▁▁▁▁▁ anna")

    async def test_a_sentence_longer_than_the_screen_is_scrolled(self, tmp_path: Path) -> None:
        anna_codes()
        long = "Subsidies " + " ".join(f"word{n}" for n in range(600)) + " end."
        path = _library_of(tmp_path, [long])
        drawn(path)
        opened = LibrarySource(path)
        async with showing(opened) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "Subsidies word0")
            assert "end." not in words(pilot)
            await press(pilot, *["pagedown"] * 30)
            await shows(pilot, "word599 end.")
        opened.close()

    async def test_hostile_text_is_only_text(self, tmp_path: Path) -> None:
        anna_codes()
        path = _library_of(tmp_path, ["Subsidies [/red] are \x1b[2J \u202eturned [/] round."])
        drawn(path)
        opened = LibrarySource(path)
        async with showing(opened) as pilot:
            await press(pilot, _OPEN)
            await shows(pilot, "Subsidies [/red] are \\x1b[2J \\u202eturned [/] round.")
            await press(pilot, "t", "enter")
            await until(pilot, lambda: _underlined(pilot, "Subsidies"))
        opened.close()


def _library_of(folder: Path, texts: list[str]) -> Path:
    path = folder / "own.db"
    with Library(path, create=True) as library:
        number = library.runs.begin("import", LEXICONS, {})
        articles = [take(Draft(text, f"{n}.txt", source="Own")) for n, text in enumerate(texts)]
        library.runs.add(number, "test", Scanner(LEXICONS).scan(articles))
        library.runs.finish(number)
    return path


def test_a_code_of_degree_stays_where_its_dimension_stays_on() -> None:
    from tui.coding_sheet import CodingSheet, Task

    sample_unit = _unit("u1")
    codes = [Code("u1", _RISK, "anna", 3, "coder"), Code("u1", _STATE, "anna", 0, "coder")]
    sheet = CodingSheet([Task(sample_unit, (_STATE, _RISK))], codes, "anna", "coder")
    sheet.back()
    sheet.toggle(_STATE)
    assert sheet.answer() == Change(
        (Code("u1", _STATE, "anna", 1, "coder"), Code("u1", _RISK, "anna", 3, "coder"))
    )


def _unit(name: str):  # type: ignore[no-untyped-def]
    from framing.library import SampleUnit

    return SampleUnit(name, "a" * 16, 0, 4, "", "no match", 1.0, "Rain.")
