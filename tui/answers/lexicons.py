"""Owns how a library file answers the questions of the lexicons screen.

What a lexicon finds in all articles is added up once; an edit then costs only the articles that it
can touch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError
from framing.wording import plural
from tui.answers.connections import Connections
from tui.jobs import Job, Report
from tui.questions.lexicons import Coded, Counted, Edit, Imported, LexiconInfo

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.matching import Scanner
    from framing.model import Profile
    from framing.workbench.edit_effects import EditEffect, Tally
    from framing.workbench.suggestions import Suggestions


_MOST_SUGGESTING = 500
"""Articles from which suggestions are drawn while somebody waits; the command line reads more."""


class LexiconAnswers(Connections):
    """The lexicons at hand, and what an edit of one does to the library's articles."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._adding_up = threading.Lock()
        self._tally: tuple[object, Tally] | None = None
        self._tried: tuple[Edit, Scanner] | None = None

    def lexicons(self) -> Sequence[LexiconInfo]:
        """The installed ones, each name once, then those that only the library has."""
        from framing.lexicons.installed import listing

        nothing: _Used = (None, ())
        used, kept = self.ask(_used, nothing)
        found = {each.name: each for each in listing()}.values()
        rows = [
            LexiconInfo(
                each.name,
                each.lexicon.version if each.lexicon else "",
                "own" if each.place == "user" else "bundled",
                each.on if used is None else each.name in used,
                each.on,
                str(each.path),
                error=each.error,
            )
            for each in found
        ]
        return [*rows, *(each for each in kept if each.name not in {row.name for row in rows})]

    def lexicon_text(self, info: LexiconInfo) -> str:
        """The text of its file."""
        from framing.lexicons.formats import read_bytes

        if info.text:
            return info.text
        content = read_bytes(Path(info.file))
        return content.decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")

    def edit_effect(
        self, edit: Edit, is_outdated: Callable[[], bool], counted: Counted
    ) -> EditEffect | None:
        """What an edit does to the articles that a filter leaves."""
        after = _parsed(edit.file, edit.after)
        before = after
        if edit.before != edit.after:
            with suppress(LexiconError):  # a broken file has no figures to begin from
                before = _parsed(edit.file, edit.before)
        return self.ask(
            lambda library: self._effect(library, before, after, edit.query, is_outdated, counted),
            None,
        )

    def _effect(
        self,
        library: Library,
        before: Lexicon,
        after: Lexicon,
        query: str,
        is_outdated: Callable[[], bool],
        counted: Counted,
    ) -> EditEffect | None:
        from framing.workbench.edit_effects import effect

        def step(_: int) -> None:
            if is_outdated():
                raise _OutdatedError

        try:
            tally = self._tally_of(library, before, query, counted)
            step(0)
            return effect(library, tally, after, _others(library, after), step)
        except _OutdatedError:
            return None

    def _tally_of(self, library: Library, lexicon: Lexicon, query: str, counted: Counted) -> Tally:
        """What the lexicon finds before any edit; an edit that comes in between waits for it."""
        from framing.workbench.edit_effects import tally

        with self._adding_up:
            key = (lexicon.fingerprint, query, library.similar.changes())
            if self._tally is None or self._tally[0] != key:
                ids = [row.id for row in library.articles.listing(query)] if query else None
                total, done = library.articles.count(query), 0

                def step(more: int) -> None:
                    nonlocal done
                    done += more
                    counted(done, total)

                articles = (each.article for each in library.articles.read(ids))
                self._tally = key, tally(lexicon, articles, step)
            return self._tally[1]

    def coded_entries(self, lexicon: Lexicon) -> Mapping[tuple[str, str], Coded]:
        """By the codes of the library, else by those that the bundled lexicons were measured by."""
        from framing.coding.wrong_entries import WrongEntries, coded_entries

        nothing: dict[str, WrongEntries] = {}
        found = self.ask(lambda library: coded_entries(lexicon, library), nothing)
        return {
            (dimension, each.entry): Coded(each.right, each.fired)
            for dimension, coded in found.items()
            for each in coded.entries
        }

    def tried(self, edit: Edit, sentence: str) -> Profile:
        """A sentence as the typed lexicon and those used beside it read it."""
        from framing.model import Article

        known = self._tried
        if known is None or known[0] != edit:
            self._tried = known = edit, self._scanner_of(edit)
        return known[1].scan([Article("", sentence)])[0]

    def _scanner_of(self, edit: Edit) -> Scanner:
        from framing.matching import Scanner  # arrays, wanted only where something is scanned

        lexicon = _parsed(edit.file, edit.after)
        nothing: tuple[Lexicon, ...] = ()
        return Scanner([lexicon, *self.ask(lambda library: _others(library, lexicon), nothing)])

    def suggestions(self, edit: Edit, dimension: str) -> Suggestions | None:
        """What a dimension may lack, drawn from articles at even steps."""
        from framing.workbench.suggestions import suggest

        lexicon = _parsed(edit.file, edit.after)
        chosen = next(each for each in lexicon.dimensions if each.name == dimension)

        def question(library: Library) -> Suggestions:
            ids = library.articles.ids()
            some = ids[:: -(-len(ids) // _MOST_SUGGESTING) or 1]
            return suggest(lexicon, chosen, [each.article for each in library.articles.read(some)])

        return self.ask(question, None)

    def foreign_lexicon(self, path: str) -> Imported:
        """A dictionary file of any format, and what became of its content."""
        from framing.lexicons.formats import parse_reported, read_bytes, written

        taken = parse_reported(Path(path), read_bytes(Path(path)))
        lexicon = taken.lexicon
        count = sum(len(each.entries) for each in lexicon.dimensions)
        said = [f"{len(notes):,} {what}" for what, notes in taken.notes() if notes]
        text = written(Path(f"{lexicon.name}.toml"), lexicon)
        taken_said = f"{plural(count, 'entry', 'entries')} taken"
        return Imported(lexicon.name, text, ", ".join([taken_said, *said]))

    def saving(self, edit: Edit) -> Job:
        """The job that keeps the typed text and scores the library by it."""
        work = partial(_save, str(self.path), edit.file, edit.after)
        return Job("Save the lexicon", work, changes_articles=True)

    def using(self, name: str, *, use: bool) -> Job:
        """The job that makes the library use a lexicon, or use it no longer."""
        work = partial(_use if use else _use_no_longer, str(self.path), name)
        title = f"Use {name}" if use else f"Use {name} no longer"
        return Job(title, work, changes_articles=True)


_Used = tuple[tuple[str, ...] | None, Sequence[LexiconInfo]]
"""The names that a library uses, None where it was never told, and what it has kept of them."""


class _OutdatedError(Exception):
    """Nobody wants to know any more."""


def _used(library: Library) -> _Used:
    from framing.lexicons.formats import written

    names = library.lexicons.used()
    kept = [found for name in names or () if (found := library.lexicons.kept(name))]
    rows = (
        LexiconInfo(each.name, each.version, "kept", True, False, file, written(Path(file), each))
        for each in kept
        if (file := f"{each.name}.toml")
    )
    return names, tuple(rows)


def _parsed(file: str, text: str) -> Lexicon:
    from framing.lexicons.formats import parse_lexicon

    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise LexiconError("the text holds half a character", file=file) from error
    return parse_lexicon(Path(file), content)


def _others(library: Library, lexicon: Lexicon) -> tuple[Lexicon, ...]:
    """The lexicons of the library's scores beside a typed one."""
    from framing.lexicons.installed import beside

    return beside(lexicon, library.lexicons.current())


def _save(path: str, file: str, text: str, report: Report) -> str:
    from framing.runs.rescoring import use_also
    from framing.workbench.adding import save

    lexicon = save(text, file)
    said = f"{lexicon.name} {lexicon.version} saved"
    return _scored(path, lambda library: use_also(library, lexicon, replace=False), said, report)


def _use(path: str, name: str, report: Report) -> str:
    from framing.lexicons import find
    from framing.lexicons.formats.checks import quoted
    from framing.runs.rescoring import in_use, use_also

    def change(library: Library) -> None:
        if library.lexicons.used() is None:
            library.lexicons.use(each.name for each in in_use(library).lexicons)
        if others := use_also(library, find(name), replace=False):
            names = ", ".join(quoted(each.name) for each in others)
            raise LexiconError(f"“{name}” shares a name with {names}", hint="u ends its use")

    return _scored(path, change, f"{name} is used", report)


def _use_no_longer(path: str, name: str, report: Report) -> str:
    from framing.runs.rescoring import in_use, use_no_longer

    def change(library: Library) -> None:
        if library.lexicons.used() is None:
            library.lexicons.use(each.name for each in in_use(library).lexicons)
        use_no_longer(library, name)

    return _scored(path, change, f"{name} is used no longer", report)


def _scored(path: str, change: Callable[[Library], object], said: str, report: Report) -> str:
    """Change what a library uses and score what is stale by it; where there is no library, nothing
    is."""
    from framing.library import Library
    from framing.runs.rescoring import refresh
    from tui.answers.changes import counting

    if not Path(path).exists():
        return said
    with Library(path) as library:
        with library.together():  # what is refused changes nothing
            change(library)
        done = refresh(library, partial(counting, report))
    return f"{said}, {plural(done, 'article')} scored anew" if done else said
