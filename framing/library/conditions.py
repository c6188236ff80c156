"""Rules as conditions on the articles of a library: SQL whose every value is a parameter.

Nothing that is typed is SQL or the syntax of a search engine; what it means: `rules.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.library.rules import META, NUMBERS, Comparison, Part, Words, parts_of

_STORY = "(SELECT g.story FROM stories g WHERE g.article = a.seq)"
_FAMILY = (
    "a.seq {}IN (SELECT k.article FROM families k WHERE k.family IN (SELECT g.family"
    " FROM families g JOIN articles h ON h.seq = g.article WHERE h.id = ? COLLATE NOCASE))"
)
_COPIES = (
    "a.seq {}IN (SELECT k.article FROM families k WHERE k.family IN"
    " (SELECT family FROM families GROUP BY family HAVING count(*) > 1))"
)
_META = "coalesce((SELECT m.value FROM json_each(a.meta) m WHERE m.key = ?), '')"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are meant: those for which everything given here holds."""

    where: tuple[str, ...] = ()
    """Rules as `parts_of` reads them."""
    sets: tuple[str, ...] = ()
    """Names of sets that hold the article."""
    ids: tuple[str, ...] | None = None
    """Ids, in any order; None for no such list."""

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.where or self.sets or self.ids is not None)


EVERY = Selection()
"""Every article."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on `articles a`, as SQL with a place for each parameter."""

    sql: str
    parameters: tuple[object, ...] = ()


def condition(written: str) -> Condition:
    """The condition that a user wrote. Raises UsageError as `parts_of`."""
    found = [_part(each) for each in parts_of(written)]
    parameters = tuple(each for one in found for each in one.parameters)
    return Condition(f"({' OR '.join(one.sql for one in found)})", parameters)


def _part(part: Part) -> Condition:
    if isinstance(part, Words):
        return _words(part)
    if part.field == "published":
        return _date(part)
    if part.field in NUMBERS or part.field == "story":
        return _number(part)
    if part.field == "family":
        return _family(part)
    if part.field.startswith(META):
        return _meta(Condition(_META, (part.field.removeprefix(META),)), part)
    return _text(Condition(f"coalesce(a.{part.field}, '')"), part)


def _text(column: Condition, part: Comparison) -> Condition:
    of = (*column.parameters, part.value)
    if "~" in part.sign:
        found = f"instr(lower({column.sql}), lower(?))"
        return Condition(f"NOT {found}" if part.sign == "!~" else found, of)
    return Condition(f"{column.sql} {part.sign} ? COLLATE NOCASE", of)


def _meta(column: Condition, part: Comparison) -> Condition:
    """A text; where it is ordered, a number, and what is none is left out."""
    if part.number is None:
        return _text(column, part)
    is_number = f"{column.sql} GLOB '*[0-9]*' AND"
    cast = f"CAST({column.sql} AS REAL) {part.sign} ?"
    return Condition(f"({is_number} {cast})", (*column.parameters, *column.parameters, part.number))


def _date(part: Comparison) -> Condition:
    if not part.value:
        return Condition(f"a.published {part.sign} ''")
    return Condition(
        f"(a.published > '' AND substr(a.published, 1, ?) {part.sign} ?)",
        (len(part.value), part.value),
    )


def _family(part: Comparison) -> Condition:
    """The copies of an article, itself too; of no id, the articles without copies."""
    if not part.value:
        return Condition(_COPIES.format("NOT " if part.sign == "=" else ""))
    return Condition(_FAMILY.format("NOT " if part.sign == "!=" else ""), (part.value,))


def _number(part: Comparison) -> Condition:
    column = _STORY if part.field == "story" else f"a.{part.field}"
    if part.number is None:
        return Condition(f"{column} IS NULL")
    return Condition(f"coalesce({column} {part.sign} ?, {int(part.sign == '!=')})", (part.number,))


def _words(part: Words) -> Condition:
    search = "a.seq {}IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    found = []
    if part.wanted:
        found.append(Condition(search.format(""), (" AND ".join(map(_quoted, part.wanted)),)))
    if part.unwanted:
        found.append(Condition(search.format("NOT "), (" OR ".join(map(_quoted, part.unwanted)),)))
    parameters = tuple(each for one in found for each in one.parameters)
    return Condition(f"({' AND '.join(one.sql for one in found)})", parameters)


def _quoted(term: str) -> str:
    """A term as a string of the search engine, in which nothing is syntax."""
    text = term.removesuffix("*")
    return '"' + text.replace('"', '""') + '"' + ("*" if term.endswith("*") else "")
