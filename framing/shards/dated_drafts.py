"""The drafts of a shard with their dates, as all of a file together tell how each is read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Protocol

from framing.articles import File
from framing.articles.date_columns import DateColumn, DateOrder
from framing.articles.readers import BadRow, RemarkError
from framing.articles.readers.records import assign, header, parted
from framing.articles.readers.sheets import as_text
from framing.errors import ReadError
from framing.model import Draft
from framing.shards.options import ShardOptions
from framing.shards.tables_in import TableIn
from framing.wording import plural


class Reading(Protocol):
    """Reads drafts; it can be called again and gives the same, as `articles.read` does."""

    def __call__(self, bad_row: BadRow, /, *, signs: bool = True) -> Iterator[Draft]:
        """The drafts; without `signs` nobody looks at what their texts look like."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def dated(
    reading: Reading,
    file: File,
    options: ShardOptions,
    bad_row: BadRow,
    order: DateOrder | None = None,
) -> Iterator[Draft]:
    """The drafts with ISO dates; where no `order` is known they are read twice to tell it."""
    if options.part:
        return _dated_alone(reading, file, options, bad_row)
    if order is None:
        dates = DateColumn(file.name, options.reading.date_order)
        deque(dates.seen(reading(_pass_over, signs=False)), maxlen=0)
        order = dates.order()
    return map(order.dated, reading(bad_row))


def _pass_over(_: ReadError) -> None:
    """What is told when the articles are scored is not told before."""


def _dated_alone(
    reading: Reading, file: File, options: ShardOptions, bad_row: BadRow
) -> Iterator[Draft]:
    """The drafts of a part of a file, each dated by itself; tells of dates that are left empty."""
    order = DateOrder(options.reading.date_order, (), ())
    undecided: list[int] = []
    for draft in reading(bad_row):
        if draft.published and order.is_undecided(draft.published):
            undecided.append(draft.line)
        yield order.dated(draft)
    if undecided:
        count = plural(len(undecided), "date")
        what = f"{count} could be two days and left empty, since the file is read in parts"
        hint = "say --date-order dmy, mdy or ymd"
        bad_row(RemarkError(what, file=file.name, line=undecided[0], hint=hint))


def order_of_table(found: TableIn, options: ShardOptions) -> DateOrder | None:
    """How the dates of a table are read, which its columns of dates tell alone.

    None where rows that are left out could have told another order, and for a part of a file.
    """
    given = options.reading
    if options.part:
        return None
    fields = assign(header(found.schema.names, found.file.name, 0), given.map, found.file.name, 0)
    names = [name for name in fields.get("published", ()) if name in found.schema.names]
    mapping = {field: name for field, name in given.map.items() if field == "published"}
    dates = DateColumn(found.file.name, given.date_order)
    for _, batch in found.batches(names):
        rows = {*zip(*(map(as_text, each.to_pylist()) for each in batch.columns), strict=True)}
        for row in rows:
            if all(not each or _DAY.fullmatch(each) for each in row):
                continue  # a day as it is stored needs no order
            said = parted(dict(zip(names, row, strict=True)), mapping).own
            dates.add(said.get("published", ""), 0)
    all_count = not (given.skip_bad_rows or given.only_language or given.min_words)
    return dates.order() if all_count or not dates.order_in_words() else None
