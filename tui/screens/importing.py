"""Owns the question what to import: files, a pasted text, or the sample articles."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from framing.places import bundled, is_there
from framing.visible import visible_line
from tui.content import content
from tui.questions.changes import Import
from tui.questions.export import target
from tui.text_style import MUTED, PLAIN, WARNING, Part
from tui.widgets.choice import Choice
from tui.widgets.path_line import CompletingPathLine, PathLine, TextPasted

_FILES, _TEXT, _SAMPLES = "files", "pasted text", "sample articles"
_NOTES = {
    _FILES: "Documents, pages, tables, mail, archives, or folders of them; tab completes.",
    _TEXT: "Paste the text here.",
    _SAMPLES: "Five retellings written for this program: figures say nothing of the outlets.",
}
_FIELDS = {
    "path": ("Path", _FILES, "~/articles"),
    "manifest": ("Manifest", _FILES, "a CSV with metadata by file, if there is one"),
    "columns": ("Columns", _FILES, "of a CSV or JSON, as text=Body title=Headline"),
    "title": ("Title", _TEXT, ""),
    "source": ("Source", f"{_FILES} {_TEXT}", "who published, where nothing else says so"),
    "published": ("Date", _TEXT, "as 2025-02-09"),
}
"""By id: the label, where it is asked, what it may be."""
_PATHS = ("path", "manifest")
_NAMES_SHOWN = 8
_BEGINNING = 40


class ImportScreen(ModalScreen[Import | None]):
    """Over the list; gives what is to be imported, None where it was left."""

    DEFAULT_CSS = """
    ImportScreen { align: center middle; background: $background 60%; }
    ImportScreen > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; padding: 0 1; background: $background;
    }
    ImportScreen Horizontal { height: 1; }
    ImportScreen Horizontal > Static { width: 9; color: $muted; }
    ImportScreen Horizontal > Input { width: 1fr; }
    ImportScreen #note { margin-top: 1; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", key_display="esc"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Back", show=False),
        Binding("enter", "take", "Import", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pasted = ""
        self._suggested = ""

    def compose(self) -> ComposeResult:
        """Where from, and a line for each thing that can be said."""
        with Vertical() as frame:
            frame.border_title = content([(("Import", PLAIN),)])
            keys = "enter looks into them  ↑ ↓ move  ← → choose  esc cancels"
            frame.border_subtitle = content([((keys, PLAIN),)])
            yield Choice("From", list(_NOTES))
            for name, (label, _, hint) in _FIELDS.items():
                kind = CompletingPathLine if name in _PATHS else PathLine
                with Horizontal(id=f"{name}-row"):
                    yield Static(content([((label, MUTED),)]))
                    yield kind(id=name, placeholder=hint, compact=True)
            yield Static(id="note")

    def on_mount(self) -> None:
        """The path is ready to be typed."""
        self._show_fields()
        self.query_one("#path").focus()

    @property
    def _from(self) -> str:
        return self.query_one(Choice).value

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _say(self, part: Part) -> None:
        self.query_one("#note", Static).update(content([(part,)]))

    @on(Choice.Changed)
    def _show_fields(self) -> None:
        """Ask what belongs to what is imported."""
        for name, (_, asked, _) in _FIELDS.items():
            self.query_one(f"#{name}-row").display = self._from in asked
        note = _NOTES[self._from]
        self._say((_pasted(self._pasted) if self._from == _TEXT and self._pasted else note, MUTED))

    @on(TextPasted)
    def _take_text(self, message: TextPasted) -> None:
        self._pasted = message.text
        choice = self.query_one(Choice)
        choice.chosen = list(_NOTES).index(_TEXT)
        self._show_fields()
        self.query_one("#title").focus()

    def on_paste(self, event: object) -> None:
        """A text may be pasted wherever the keys are."""
        text = getattr(event, "text", "")
        if self._from == _TEXT and text.strip():
            self._take_text(TextPasted(text))

    @on(CompletingPathLine.Completed)
    def _show_names(self, message: CompletingPathLine.Completed) -> None:
        names = message.names[:_NAMES_SHOWN]
        more = len(message.names) - len(names)
        said = "  ".join(map(visible_line, names)) + (f"  and {more:,} more" if more else "")
        self._say((said or "There is nothing of that name.", MUTED))

    @on(Input.Changed, "#path")
    def _suggest_manifest(self) -> None:
        """A folder's own manifest is meant, unless another is typed."""
        manifest = self.query_one("#manifest", Input)
        if manifest.value == self._suggested:
            path = self._typed("path")
            found = target(path) / "manifest.csv"
            self._suggested = manifest.value = str(found) if path and is_there(found) else ""

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Give what is to be imported, or say what is missing."""
        try:
            self.dismiss(_MADE[self._from](self))
        except ValueError as error:
            self._say((str(error), WARNING))

    def files(self) -> Import:
        """The files that are named. Raises ValueError that says what is wrong."""
        paths = _paths(self._typed("path"))
        manifest = self._typed("manifest")
        for path in (*paths, *([str(target(manifest))] if manifest else [])):
            if not Path(path).exists():
                raise ValueError(f"There is no {visible_line(path)}.")
        if not paths:
            raise ValueError("Name a file or a folder.")
        return Import(
            paths=paths,
            manifest=str(target(manifest)) if manifest else "",
            columns=_columns(self._typed("columns").split()),
            source=self._typed("source"),
        )

    def text(self) -> Import:
        """The text that was pasted. Raises ValueError where none was."""
        if not self._pasted:
            raise ValueError("Paste the text first.")
        return Import(
            text=self._pasted,
            source=self._typed("source"),
            title=self._typed("title"),
            published=self._typed("published"),
        )

    def samples(self) -> Import:
        """The articles that travel with the program."""
        return Import(paths=(str(bundled("seeds")),))


_MADE = {
    _FILES: ImportScreen.files,
    _TEXT: ImportScreen.text,
    _SAMPLES: ImportScreen.samples,
}


def _pasted(text: str) -> str:
    beginning = visible_line(text.strip()[:_BEGINNING])
    return f"{len(text.split()):,} words pasted: “{beginning}…”"


def _paths(typed: str) -> tuple[str, ...]:
    """One path as it stands, or several; quotes hold those together that have blanks."""
    if not typed or target(typed).exists():
        return (str(target(typed)),) if typed else ()
    try:
        paths = shlex.split(typed)
    except ValueError:  # a quote that is not closed belongs to the name
        paths = [typed]
    return tuple(str(target(path)) for path in paths if path)


def _columns(pairs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    made = []
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise ValueError(f"Columns are written as text=Body, not as {pair}.")
        made.append((field, column))
    return tuple(made)
