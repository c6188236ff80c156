"""What is said of a shard before it is scored, and what is told of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from framing.articles import Options


@dataclass(frozen=True, slots=True)
class ShardOptions:
    """How the articles of a shard are read, and what is written of them."""

    reading: Options = field(default_factory=Options)
    """As `framing import` reads: columns, dates, repairs, bad rows."""
    texts: bool = True
    """Whether the texts go out with the scores; without them no library takes the scores."""
    run: str = ""
    """The name of the run that the shard is part of; empty for one of lexicons and versions."""
    rows: tuple[int, int] | None = None
    """Of a Parquet file only the rows from the first number, counted from 0, up to before the
    second."""
    part: bool = False
    """Whether what is read is part of a larger file, so that its dates do not tell how those of the
    file are read: one that could be two days is left empty, and told."""

    def told(self) -> Mapping[str, object]:
        """What the scores keep of it: what changes articles or scores and was said."""
        given = {name: value for name, value in asdict(self.reading).items() if value}
        return {"texts": self.texts} | given


@dataclass(frozen=True, slots=True)
class ShardTally:
    """What became of a shard."""

    articles: int
    bad_rows: int
    """Rows that were passed over."""
    entry_hash: str
    """The sum of the hashes of its entry counts, 64 hex digits (`entry_hashes`)."""
    notices: tuple[str, ...] = ()
    """The first ten lines that were told of its rows and texts."""
