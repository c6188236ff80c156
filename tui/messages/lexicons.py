"""Owns the messages of the lexicons screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.errors import FramingError
    from framing.model import Profile
    from framing.workbench.edit_effects import EditEffect
    from framing.workbench.suggestions import Suggestions
    from tui.lexicon_rows import Target
    from tui.questions.lexicons import Coded, Edit, Imported, LexiconInfo
    from tui.source import DimensionInfo


class LexiconsListed(Record):
    """The lexicons at hand, and the dimensions that the library is scored by."""

    lexicons: Sequence[LexiconInfo]
    dimensions: Sequence[DimensionInfo]


class LexiconChosen(Record):
    """The cursor of the list stands on another lexicon; `edit` gives the keys to its text."""

    name: str
    edit: bool


class TextLoaded(Record):
    """The text of a lexicon."""

    info: LexiconInfo
    text: str


class EffectMoved(Record):
    """How many articles were read before an effect can be told."""

    edit: Edit
    done: int
    total: int


class EffectFound(Record):
    """What an edit does, or why its text is no lexicon; neither where nobody wants to know."""

    edit: Edit
    effect: EditEffect | None
    problem: FramingError | None


class CodesFound(Record):
    """How often the entries of a lexicon were right in coded sentences."""

    name: str
    coded: Mapping[tuple[str, str], Coded]


class SentenceTyped(Record):
    """Something was typed into the line below."""

    text: str


class LineEntered(Record):
    """Enter was pressed in the line below."""

    text: str


class SentenceTried(Record):
    """What was found in a sentence, or why the lexicon finds nothing."""

    sentence: str
    profile: Profile | None


class SuggestionsFound(Record):
    """What a dimension may lack."""

    edit: Edit
    suggestions: Suggestions | None


class DictionaryRead(Record):
    """A dictionary of another program."""

    imported: Imported


class RowEntered(Record):
    """A row of the panel that leads somewhere was chosen."""

    target: Target
