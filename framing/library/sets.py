"""Named sets of articles: the rule that chose them, and the articles that it chose then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from framing.errors import NotFoundError, UsageError
from framing.library import json_shapes
from framing.library.conditions import Condition, Selection, condition
from framing.library.connection import Connection
from framing.library.index_ends import check_whole
from framing.library.stored_forms import as_json


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A set of articles under its name."""

    name: str
    rule: Selection
    """What it was made by; the ids of a list are not kept twice."""
    made: str
    """When, as an ISO time in UTC."""
    articles: int


class Sets:
    """The selections and named sets of an open library."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def select(self, selection: Selection) -> list[str]:
        """The ids of the selected articles, sorted.

        Raises UsageError for a condition that cannot be read, NotFoundError for an unknown set or
        id.
        """
        sql, parameters = selecting(self._db, selection)
        found = self._db.rows(f"SELECT a.id FROM articles a WHERE {sql} ORDER BY a.id", parameters)
        return [article_id for (article_id,) in found]

    def add(self, name: str, rule: Selection) -> NamedSet:
        """Keep the selected articles as a set, in one transaction; one of this name is replaced.

        Raises UsageError for an empty name and for a rule that leaves nothing out.
        """
        if not name.strip() or not rule:
            raise UsageError("a set needs a name and a selection", hint="--where source=…")
        with self._db.transaction() as db:
            ids = self.select(rule)
            db.execute("DELETE FROM set_members WHERE name = ?", (name,))
            db.execute("DELETE FROM sets WHERE name = ?", (name,))
            db.execute(
                "INSERT INTO sets VALUES (?, ?, ?, ?, ?)",
                (
                    name,
                    as_json(rule.where),
                    as_json(rule.sets),
                    rule.ids is not None,
                    datetime.now(UTC).isoformat(timespec="seconds"),
                ),
            )
            db.execute(
                "INSERT INTO set_members SELECT ?, seq FROM articles"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (name, as_json(ids)),
            )
        return self.one(name)

    def all(self) -> list[NamedSet]:
        """Every set, by name."""
        return every_set(self._db)

    def one(self, name: str) -> NamedSet:
        """The set of a name. Raises NotFoundError where there is none."""
        return set_of(self._db, name)

    def by_article(self) -> dict[str, tuple[str, ...]]:
        """The names of the sets that hold an article, sorted, by the ids of all that are in one."""
        names: dict[str, list[str]] = {}
        for article_id, name in self._db.rows(
            "SELECT a.id, m.name FROM set_members m CROSS JOIN articles a ON a.seq = m.article"
            " ORDER BY m.name"
        ):
            names.setdefault(article_id, []).append(name)
        return {article_id: tuple(found) for article_id, found in names.items()}

    def remove(self, name: str) -> None:
        """Forget a set; its articles stay. Raises NotFoundError where there is none."""
        self.one(name)
        with self._db.transaction() as db:
            db.execute("DELETE FROM set_members WHERE name = ?", (name,))
            db.execute("DELETE FROM sets WHERE name = ?", (name,))


def selecting(db: Connection, selection: Selection) -> tuple[str, tuple[object, ...]]:
    """The selection as a condition on `articles a`, with its parameters.

    Raises as `Sets.select` does.
    """
    if selection.where:
        check_whole(db)
    found = [condition(each) for each in selection.where]
    for name in selection.sets:
        sql = "a.seq IN (SELECT m.article FROM set_members m WHERE m.name = ?)"
        found.append(Condition(sql, (set_of(db, name).name,)))
    if selection.ids is not None:
        sql = "a.id IN (SELECT value FROM json_each(?))"
        found.append(Condition(sql, (as_json(_known(db, selection.ids)),)))
    parameters = tuple(value for each in found for value in each.parameters)
    return " AND ".join(each.sql for each in found) or "1", parameters


def _known(db: Connection, ids: Sequence[str]) -> Sequence[str]:
    sql = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM articles) LIMIT 1"
    for (unknown,) in db.rows(sql, (as_json(ids),)):
        raise NotFoundError(f"there is no article “{unknown}”", hint="ids are given whole")
    return ids


def every_set(db: Connection) -> list[NamedSet]:
    """Every set, by name."""
    found = db.rows(
        "SELECT s.name, s.conditions, s.sets, s.listed, s.made,"
        " (SELECT count(*) FROM set_members m WHERE m.name = s.name)"
        " FROM sets s ORDER BY s.name"
    )
    return [
        NamedSet(
            name,
            Selection(
                tuple(db.json(where, json_shapes.names)),
                tuple(db.json(sets, json_shapes.names)),
                () if listed else None,
            ),
            made,
            size,
        )
        for name, where, sets, listed, made, size in found
    ]


def set_of(db: Connection, name: str) -> NamedSet:
    """The set of a name. Raises NotFoundError where there is none."""
    every = every_set(db)
    for each in every:
        if each.name == name:
            return each
    names = ", ".join(f"“{each.name}”" for each in every) or "none yet: framing set new"
    raise NotFoundError(f"there is no set “{name}”", hint=f"there are {names}")
