"""Owns the lexicons screen: which lexicon is open, its edits that are not saved, what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from framing.errors import FramingError
from framing.wording import plural
from tui.lexicon_rows import (
    LineTarget,
    Looks,
    PlaceTarget,
    TermTarget,
    effect_rows,
    entry_rows,
    line_notes,
    problem_rows,
    suggestion_rows,
    tried_line,
)
from tui.messages.lexicons import (
    CodesFound,
    DictionaryRead,
    EffectFound,
    EffectMoved,
    LexiconChosen,
    LexiconsListed,
    LineEntered,
    RowEntered,
    SentenceTried,
    SentenceTyped,
    SuggestionsFound,
    TextLoaded,
)
from tui.questions.export import target
from tui.questions.lexicons import Coded, Edit, LexiconInfo, LexiconQuestions
from tui.screens.base import FramingScreen
from tui.text_style import ACCENT, MUTED, PLAIN, Line, text_style
from tui.widgets.ask_line import AskLine
from tui.widgets.effect_panel import EffectPanel
from tui.widgets.frame import Frame
from tui.widgets.lexicon_editor import LexiconEditor
from tui.widgets.lexicon_list import LexiconList
from tui.widgets.line_panel import LinePanel

if TYPE_CHECKING:
    from framing.workbench.edit_effects import EditEffect
    from framing.workbench.suggestions import Suggestions

Asked = Literal["sentence", "term", "dictionary"]
View = Literal["effect", "entries", "suggestions"]

_SMALL = (70, 18)
"""Columns and lines below which one part at a time is shown."""
_TYPING_PAUSE = 0.2
"""Seconds that typing pauses before its effect is asked for."""
_WARNING = text_style("warning")
_PLACEHOLDERS: Mapping[Asked, str] = {
    "sentence": "t: type a sentence, and what is found in it shows at once",
    "term": "type a word or a phrase, and what it does shows at once",
    "dictionary": "the path of a file, then enter",
}
_FIRST_READ = "The articles are read first; then enter takes it."
_NO_LIBRARY = "No articles yet: press 1, then i imports some."


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a lexicon as it was read, and as it is now."""

    info: LexiconInfo
    before: str
    text: str

    @property
    def is_edited(self) -> bool:
        """Whether something would be lost without saving."""
        return self.text != self.before or self.info.place == "new"


class LexiconsScreen(FramingScreen):
    """Lexicons, the text of one of them, and what an edit of it does to all articles."""

    MODE = "lexicons"
    TITLE = "Lexicons"
    DEFAULT_CSS = """
    LexiconsScreen {
        #work { height: 1fr; }
        #lexicons { width: 26; }
        #middle { width: 1fr; height: 1fr; layout: vertical; }
        #ask { height: 4; }
        #ask LinePanel { height: 1; scrollbar-size-vertical: 0; }
        &.-wide #lexicons { width: 30; }
        &.-wide #middle { layout: horizontal; }
        &.-wide #effect { width: 2fr; }
        &.-wide #text { width: 3fr; }
        &.-small Frame { display: none; }
        &.-small #lexicons { width: 1fr; }
        &.-small #middle { display: none; }
        &.-small.-on-text #middle, &.-small.-on-effect #middle { display: block; }
        &.-small.-on-text #work #lexicons, &.-small.-on-effect #work #lexicons { display: none; }
        &.-small.-on-lexicons #lexicons, &.-small.-on-text #text { display: block; }
        &.-small.-on-effect #effect, &.-small.-on-ask #ask { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (120, "-wide")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add_term", "Add term", tooltip="Add a term and see what it does"),
        Binding("ctrl+s", "save", "Save", key_display="^s", tooltip="Save as the next version"),
        Binding("t", "try_sentence", "Try", tooltip="Try a sentence"),
        Binding("g", "suggest", "Suggest", tooltip="Words that a dimension may lack"),
        Binding("v", "view", "Entries", tooltip="Entries by matches, or what the edit does"),
        Binding("u", "use", "Use", tooltip="Use the lexicon in this library, or no longer"),
        Binding("i", "dictionary", "Import", tooltip="Import a dictionary of another program"),
        Binding("tab", "part(1)", "Part", False, tooltip="Go to the next part"),
        Binding("shift+tab", "part(-1)", "Part back", show=False),
        Binding("up", "other_dimension(-1)", "Dimension before", show=False),
        Binding("down", "other_dimension(1)", "Next dimension", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[str, Draft] = {}
        self._lexicons: tuple[LexiconInfo, ...] = ()
        self._open_name = ""
        self._view: View = "effect"
        self._asks: Asked = "sentence"
        self._dimension = 0
        self._tried_term = ""
        """A term that is typed and not taken yet."""
        self._asked: Edit | None = None
        self._counts = False
        """Whether the answer is still to come."""
        self._effect: EditEffect | None = None
        self._problem: FramingError | None = None
        self._suggestions: Suggestions | None = None
        self._coded: dict[str, dict[tuple[str, str], Coded]] = {}
        self._pause: Timer | None = None

    @property
    def _lexicon_source(self) -> LexiconQuestions:
        return cast("LexiconQuestions", self.source)

    def compose_body(self) -> ComposeResult:
        """The list, the text, what an edit does, and the line below."""
        with Horizontal(id="work"):
            yield _framed("lexicons", "Lexicons", LexiconList())
            with Container(id="middle"):
                yield _framed("text", "Text", LexiconEditor())
                yield _framed("effect", "What your edit does", EffectPanel())
        yield _framed("ask", "Try a sentence", AskLine(), LinePanel())

    def on_mount(self) -> None:
        """List the lexicons, and follow the session."""
        self._panel.say("Reading the lexicons…")
        self._list()
        self._ask("sentence", "")
        self.query_one(LexiconList).focus()
        self.watch(self.app, "filter_text", self._ask_effect, init=False)
        self.watch(self.app, "changes", self._list, init=False)

    @property
    def _editor(self) -> LexiconEditor:
        return self.query_one(LexiconEditor)

    @property
    def _panel(self) -> EffectPanel:
        return self.query_one(EffectPanel)

    @property
    def _draft(self) -> Draft | None:
        return self._drafts.get(self._open_name)

    def on_resize(self, event: events.Resize) -> None:
        """In a small terminal show one part at a time."""
        small = event.size.width < _SMALL[0] or event.size.height < _SMALL[1]
        self.set_class(small, "-small")
        self._show_part(self._parts.index(self._active_part))

    # The parts

    @property
    def _parts(self) -> list[Widget]:
        return [self.query_one(LexiconList), self._editor, self._panel, self.query_one(AskLine)]

    @property
    def _active_part(self) -> Widget:
        focused = self.focused
        return focused if focused in self._parts else self._parts[0]

    def _show_part(self, number: int) -> None:
        for at, name in enumerate(("lexicons", "text", "effect", "ask")):
            self.set_class(at == number, f"-on-{name}")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What has the keys is what a small terminal shows."""
        if event.widget in self._parts:
            self._show_part(self._parts.index(event.widget))

    def action_part(self, by: int) -> None:
        """Give the keys to the next part."""
        parts = self._parts
        self._give_keys(parts[(parts.index(self._active_part) + by) % len(parts)])

    def _give_keys(self, part: Widget) -> None:
        self._show_part(self._parts.index(part))
        if self.has_class("-small"):
            # A part that is not shown yet cannot be focused.
            self.call_after_refresh(part.focus)
        else:
            self.set_focus(part)

    def open_part(self) -> Callable[[], None] | None:
        """Esc leads from every part back to the list."""
        if self.focused is not self.query_one(LexiconList) or self._asks != "sentence":
            return self._back_to_list
        return None

    def _back_to_list(self) -> None:
        self._ask("sentence", "")
        self._give_keys(self.query_one(LexiconList))

    # The list

    def _list(self) -> None:
        source, questions = self.source, self._lexicon_source
        self.in_thread(
            "lexicons", lambda: LexiconsListed(questions.lexicons(), source.dimensions())
        )

    @on(LexiconsListed)
    def _show_list(self, message: LexiconsListed) -> None:
        self.session.learn(message.dimensions)
        new = [draft.info for draft in self._drafts.values() if draft.info.place == "new"]
        names = {each.name for each in message.lexicons}
        self._lexicons = (*message.lexicons, *(each for each in new if each.name not in names))
        self.query_one(LexiconList).show(self._lexicons, self._open_name)
        used = sum(each.used for each in self._lexicons)
        self._frame("lexicons").title_with(
            (("Lexicons", PLAIN),), ((f"{used} of {len(self._lexicons)} used", MUTED),)
        )
        for each in self._lexicons:
            if each.name in self._drafts:
                self._load(each)
        chosen = self.query_one(LexiconList).chosen
        if chosen and chosen.name not in self._drafts:
            self._choose(LexiconChosen(chosen.name, edit=False))

    @on(LexiconChosen)
    def _choose(self, message: LexiconChosen) -> None:
        if message.edit:
            self._give_keys(self._editor)
        if message.name == self._open_name and self._draft:
            return
        self._ask("sentence", "")
        self._open_name, self._dimension, self._suggestions = message.name, 0, None
        self._view, self._effect, self._problem = "effect", None, None
        if self._draft:
            self._show_draft()
        else:
            self._load(next(each for each in self._lexicons if each.name == message.name))

    def _load(self, info: LexiconInfo) -> None:
        questions = self._lexicon_source
        self.in_thread(f"text-{info.name}", lambda: TextLoaded(info, questions.lexicon_text(info)))

    @on(TextLoaded)
    def _take_text(self, message: TextLoaded) -> None:
        """Show the text; where the known one was edited, the edit is kept."""
        name, known = message.info.name, self._drafts.get(message.info.name)
        edited = known.text if known and known.is_edited else message.text
        self._drafts[name] = Draft(message.info, message.text, edited)
        self._coded.pop(name, None)
        if name == self._open_name:
            self._show_draft()

    def _show_draft(self) -> None:
        draft = self._draft
        assert draft is not None
        if self._editor.text != draft.text:
            self._editor.load_text(draft.text)
            self._editor.show_notes({})
        self._ask_effect()
        self._title()

    # Editing

    @on(TextArea.Changed)
    def _take_edit(self) -> None:
        draft = self._draft
        if draft is None or self._editor.text == draft.text:
            return
        self._drafts[self._open_name] = replace(draft, text=self._editor.text)
        if self._view == "suggestions":
            self._view = "effect"
        self._title()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(_TYPING_PAUSE, self._ask_effect)

    @on(TextArea.SelectionChanged)
    def _title(self) -> None:
        draft = self._draft
        if draft is None:
            return
        edited = {name for name, each in self._drafts.items() if each.is_edited}
        self.query_one(LexiconList).show_edited(edited)
        self.session.unsaved = frozenset(edited)
        line, column = self._editor.cursor_location
        said = f"{self._open_name}.toml"
        title: Line = ((said, PLAIN), (f" {draft.info.version}".rstrip(), MUTED))
        if draft.is_edited:
            title = (*title, (" · edited", ACCENT))
        self._frame("text").title_with(title, ((f"line {line + 1}:{column + 1}", MUTED),))
        self.refresh_bindings()

    def _frame(self, name: str) -> Frame:
        return self.query_one(f"#{name}", Frame)

    # What the edit does

    @property
    def _edit(self) -> Edit | None:
        """What the text is now."""
        draft = self._draft
        if draft is None:
            return None
        return Edit(draft.info.file, draft.before, draft.text, self.session.filter_text)

    @property
    def _counted_edit(self) -> Edit | None:
        """The same with the term that is typed, whose effect shows before it is taken."""
        edit = self._edit
        if edit is None or not self._tried_term:
            return edit
        from framing.lexicons.editing import with_term

        with suppress(FramingError):
            after, _ = with_term(edit.after, self._term_goes_to, self._tried_term)
            return replace(edit, after=after)
        return edit

    def _ask_effect(self) -> None:
        edit = self._counted_edit
        if edit is None:
            return
        self._asked, self._counts = edit, True
        questions = self._lexicon_source
        if self._effect is None and self._problem is None:
            self._panel.say("Reading the articles…")
        self._title_effect("counting…")

        def job() -> Message:
            def counted(done: int, total: int) -> None:
                self.post_message(EffectMoved(edit, done, total))

            try:
                found = questions.edit_effect(edit, lambda: self._asked != edit, counted)
            except FramingError as error:
                return EffectFound(edit, None, error)
            return EffectFound(edit, found, None)

        self.in_thread("effect", job)

    @on(EffectMoved)
    def _show_progress(self, message: EffectMoved) -> None:
        if message.edit == self._asked:
            self._title_effect(f"{message.done:,} of {message.total:,} articles read")

    @on(EffectFound)
    def _take_effect(self, message: EffectFound) -> None:
        if message.edit != self._asked:
            return
        self._problem, self._counts = message.problem, False
        if message.problem is None:
            self._effect = message.effect
        self._show_panel()
        if self._asks == "term" and not self._tried_term and self._dimension_names:
            self._title_term()
            self._try_term(self.query_one(AskLine).value.strip())
        effect = message.effect
        if effect is not None and self._open_name not in self._coded:
            name, questions = self._open_name, self._lexicon_source
            self._coded[name] = {}
            self.in_thread(
                "codes", lambda: CodesFound(name, questions.coded_entries(effect.lexicon))
            )

    @on(CodesFound)
    def _take_codes(self, message: CodesFound) -> None:
        self._coded[message.name] = dict(message.coded)
        if message.name == self._open_name and message.coded:
            self._show_panel()

    def _looks(self, width: int) -> Looks:
        session = self.session
        titles = dict(session.titles)
        if self._effect:
            titles |= {each.name: each.title for each in self._effect.lexicon.dimensions}
        styles = {name: each.text_style for name, each in session.dimension_styles.items()}
        return Looks(width, titles, styles, self._coded.get(self._open_name, {}))

    def _show_panel(self) -> None:
        """Show what is known, in the view that was asked for."""
        effect, problem, draft = self._effect, self._problem, self._draft
        if draft is None:
            return
        if not self._tried_term:
            self._note_lines(effect, problem)
        if problem is not None:
            self._panel.show(lambda width: problem_rows(problem, width))
            self._title_effect("not saved, not counted")
        elif self._view == "suggestions" and (found := self._suggestions):
            self._panel.show(lambda width: suggestion_rows(found, self._looks(width)))
            self._title_effect(f"from {plural(found.articles, 'article')}")
        elif effect is None:
            self._panel.say(_NO_LIBRARY)
            self._title_effect("")
        elif self._shows_entries:
            self._panel.show(lambda width: entry_rows(effect, self._looks(width)))
            self._title_effect(f"in {plural(effect.articles, 'article')}")
        else:
            self._panel.show(lambda width: effect_rows(effect, self._looks(width)))
            touched = f"{effect.touched:,} of {plural(effect.articles, 'article')} touched"
            self._title_effect(touched)
        self.refresh_bindings()

    def _note_lines(self, effect: EditEffect | None, problem: FramingError | None) -> None:
        """Say beside the lines of the text what their entries do, or what is wrong."""
        notes = line_notes(effect, self._looks(0).coded) if effect else {}
        if problem is not None:
            notes = {problem.line: ((problem.what, text_style("error")),)} if problem.line else {}
        self._editor.show_notes(notes)

    @property
    def _shows_entries(self) -> bool:
        """Without an edit there are its entries to see."""
        return not self._tried_term and (self._view == "entries" or not self._is_edited)

    @property
    def _is_edited(self) -> bool:
        draft = self._draft
        return draft is not None and draft.text != draft.before

    def _title_effect(self, said: str) -> None:
        if self._problem is not None:
            title = "What is wrong"
        elif self._view == "suggestions":
            title = f"What {self._dimension_title} may lack"
        elif self._tried_term:
            title = f"With “{self._tried_term}”"
        else:
            title = "Entries" if self._shows_entries else "What your edit does"
        sought = self.session.filter_text
        of = ((f" · “{sought}”", ACCENT),) if sought else ()
        self._frame("effect").title_with(((title, PLAIN), *of), ((said, MUTED),))

    def action_view(self) -> None:
        """Turn from what the edit does to its entries, and back."""
        self._view = "effect" if self._view in ("entries", "suggestions") else "entries"
        self._show_panel()

    @on(RowEntered)
    def _follow(self, message: RowEntered) -> None:
        match message.target:
            case PlaceTarget(article_id, start):
                self.session.open_at(article_id, start)
            case LineTarget(line, column) if not self._tried_term:
                self._editor.go_to(line, column)
                self._give_keys(self._editor)
            case TermTarget(dimension, pattern):
                self._add(dimension, pattern)

    # The line below

    def _ask(self, what: Asked, title: str) -> None:
        """Make the line below ask for something."""
        self._asks = what
        self._try_term("")
        ask, said = self.query_one(AskLine), self.query_one(LinePanel)
        ask.placeholder = _PLACEHOLDERS[what]
        with self.prevent(Input.Changed):
            ask.value = ""
        said.show(())
        self._frame("ask").title_with(((title or "Try a sentence", PLAIN),))
        if title:
            self._give_keys(ask)

    def action_try_sentence(self) -> None:
        """Type a sentence and see what is found in it."""
        self._ask("sentence", "Try a sentence")

    def action_add_term(self) -> None:
        """Type a term that the dimension is to have."""
        line = self._editor.cursor_location[0] + 1
        names = self._dimension_names
        if self._effect and len(names) > 1:
            at = [
                number
                for number, each in enumerate(self._effect.lexicon.dimensions)
                for entry in each.entries.values()
                if entry.line == line
            ]
            self._dimension = at[0] if at else self._dimension
        self._ask_term()

    def _ask_term(self) -> None:
        self._ask("term", "Add a term")
        self._title_term()

    def _title_term(self) -> None:
        """Say what a term is added to; which dimensions there are is known with the effect."""
        title = f"Add a term to {self._dimension_title}"
        self._frame("ask").title_with(((title, PLAIN),))
        others = "↑↓ another dimension · " if len(self._dimension_names) > 1 else ""
        hint = f"enter takes it · {others}* stands for any letters, a phrase for itself"
        self.query_one(LinePanel).show([((hint, MUTED),)])

    def action_other_dimension(self, by: int) -> None:
        """Add to another dimension of the lexicon."""
        self._dimension = (self._dimension + by) % len(self._dimension_names)
        typed = self.query_one(AskLine).value
        self._ask_term()
        self.query_one(AskLine).value = typed

    def _try_term(self, term: str) -> None:
        """Have the effect of a typed term counted, or again that of the text alone."""
        if term != self._tried_term:
            self._tried_term = term
            self._ask_effect()

    def action_dictionary(self) -> None:
        """Type the path of a dictionary."""
        self._ask("dictionary", "Import a dictionary: .dic, .dicx, .csv, .yaml, .json …")

    @property
    def _dimension_names(self) -> list[str]:
        return [each.name for each in self._effect.lexicon.dimensions] if self._effect else []

    @property
    def _term_goes_to(self) -> str:
        """The dimension that a term is added to."""
        return self._dimension_names[self._dimension % len(self._dimension_names)]

    @property
    def _dimension_title(self) -> str:
        if not self._effect:
            return self._open_name
        found = self._effect.lexicon.dimensions
        return (chosen := found[self._dimension % len(found)]).title or chosen.name

    @on(SentenceTyped)
    def _try(self, message: SentenceTyped) -> None:
        if self._asks == "term" and self._dimension_names:
            self._try_term(message.text.strip())
        edit, sentence, questions = self._edit, message.text, self._lexicon_source
        if self._asks != "sentence" or edit is None:
            return
        if not sentence.strip():
            self.query_one(LinePanel).show(())
            return

        def job() -> Message:
            try:
                return SentenceTried(sentence, questions.tried(edit, sentence))
            except FramingError:
                return SentenceTried(sentence, None)

        self.in_thread("try", job)

    @on(SentenceTried)
    def _show_tried(self, message: SentenceTried) -> None:
        if self._asks != "sentence" or message.sentence != self.query_one(AskLine).value:
            return
        line: Line = (("The text of the lexicon is to be mended first.", _WARNING),)
        if message.profile:
            line = tried_line(message.profile, self._looks(0))
        self.query_one(LinePanel).show([line])

    @on(LineEntered)
    def _take_line(self, message: LineEntered) -> None:
        typed = message.text.strip()
        if self._asks == "sentence":
            self._try(SentenceTyped(message.text))
        elif self._asks == "term" and not self._dimension_names:
            self.query_one(LinePanel).show([((_FIRST_READ, _WARNING),)])
        elif typed and self._asks == "term":
            self._add(self._term_goes_to, typed)
            self.query_one(AskLine).value = ""
        elif typed and self._asks == "dictionary":
            path, questions = str(target(typed)), self._lexicon_source
            self.in_thread("dictionary", lambda: DictionaryRead(questions.foreign_lexicon(path)))

    def _add(self, dimension: str, pattern: str) -> None:
        """Write a term into the text; what it does is asked for at once."""
        from framing.lexicons.editing import with_term

        try:
            text, line = with_term(self._editor.text, dimension, pattern)
        except FramingError as error:
            self.session.fail(error)
            return
        self._view, self._tried_term = "effect", ""
        self._replace_text(text)
        self._editor.go_to(line, 1)

    def _replace_text(self, text: str) -> None:
        """Put another text in the place of this one, in a way that can be undone."""
        self._editor.replace(text, (0, 0), self._editor.document.end)

    @on(DictionaryRead)
    def _take_dictionary(self, message: DictionaryRead) -> None:
        imported = message.imported
        taken = {each.name for each in self._lexicons}
        name = imported.name
        if name in taken:
            self.session.show_toast(f"A lexicon is called {name} already: save under another name.")
        info = LexiconInfo(name, "", "new", False, False, f"{name}.toml", imported.text)
        self._drafts[name] = Draft(info, imported.text, imported.text)
        self._lexicons = (*(each for each in self._lexicons if each.name != name), info)
        self.session.show_toast(f"{imported.said}; ^s saves it.")
        self._open_name = ""
        self.query_one(LexiconList).show(self._lexicons, name)
        self._choose(LexiconChosen(name, edit=False))
        self._back_to_list()

    # Suggestions, use and saving

    def action_suggest(self) -> None:
        """Look for words that the dimension may lack."""
        edit, questions = self._edit, self._lexicon_source
        if edit is None or not self._dimension_names:
            return
        dimension = self._term_goes_to
        self._view = "suggestions"
        self._panel.say(f"Looking for what {self._dimension_title} may lack…")
        self._title_effect("reading…")
        self._give_keys(self._panel)
        self.in_thread(
            "suggest", lambda: SuggestionsFound(edit, questions.suggestions(edit, dimension))
        )

    @on(SuggestionsFound)
    def _show_suggestions(self, message: SuggestionsFound) -> None:
        if self._view == "suggestions":
            self._suggestions = message.suggestions
            self._show_panel()

    def action_use(self) -> None:
        """Use the lexicon in this library, or use it no longer, and score by it."""
        draft = self._draft
        if draft is not None:
            job = self._lexicon_source.using(draft.info.name, use=not draft.info.used)
            self.session.start_job(job)

    def action_save(self) -> None:
        """Save as the next version, in the user's folder, and score the library by it."""
        from framing.lexicons.editing import next_version, with_version

        draft, effect = self._draft, self._effect
        if draft is None or self._edit is None:
            return
        if self._problem is not None:
            self.session.fail(self._problem)
            return
        known = draft.info.version
        if draft.info.place != "new" and (effect is None or effect.lexicon.version == known):
            self._replace_text(with_version(self._editor.text, next_version(known)))
            self._take_edit()
        self.session.start_job(self._lexicon_source.saving(self._edit))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        draft = self._draft
        if action == "save":
            return draft is not None and draft.is_edited
        if action == "view" and self._view != "suggestions" and not self._is_edited:
            return False
        if action == "add_term" and self._counts:
            return draft is not None and self._problem is None
        if action in ("add_term", "suggest", "view"):
            return self._effect is not None and self._problem is None
        if action == "use":
            return draft is not None and draft.info.place != "new"
        if action == "other_dimension":
            return self._asks == "term" and len(self._dimension_names) > 1
        if action == "back":
            return True
        return super().check_action(action, parameters)


def _framed(name: str, title: str, *parts: Widget) -> Frame:
    frame = Frame(*parts, title=title)
    frame.id = name
    return frame
