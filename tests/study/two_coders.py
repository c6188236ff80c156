"""Fills in sheets as two coders and an adjudicator would, by words instead of by reading.

Anna looks for a few plain words; Ben does as she does, and differs in every seventh unit. Eva
decides where they differ, and says what Anna's words say.

    python two_coders.py coders SHEET FOLDER          writes anna.csv and ben.csv
    python two_coders.py adjudicator SHEET FOLDER     writes eva.csv
"""

from __future__ import annotations

import csv
import re
import sys
import zlib
from pathlib import Path

WORDS = {
    "risk": r"danger|threat|fear|loss|risk|warn|crisis|attack|kill",
    "competitiveness": r"rival|overtook|compet|lead|market share|advantage",
    "state_support": r"subsid|government|support|policy|plan",
}

Row = dict[str, str]


def main() -> None:
    """Read the arguments and write the sheets."""
    role, sheet, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if role == "adjudicator":
        write(folder / "eva.csv", [{**row, "code": word(row["dimension"], row)} for row in rows])
        return
    anna = [{**row, **{name: word(name, row) for name in WORDS if name in row}} for row in rows]
    write(folder / "anna.csv", anna)
    write(folder / "ben.csv", [differing(row) if seventh(row) else row for row in anna])


def word(dimension: str, row: Row) -> str:
    """1 where a word of the dimension stands in the unit."""
    return str(int(bool(re.search(WORDS[dimension], row["text"], re.IGNORECASE))))


def seventh(row: Row) -> bool:
    """Every seventh unit, whatever the order of the sheet."""
    return zlib.crc32(row["unit"].encode()) % 7 == 0


def differing(row: Row) -> Row:
    """The other code for risk and for state support."""
    return {**row, **{name: str(1 - int(row[name])) for name in ("risk", "state_support")}}


def write(path: Path, rows: list[Row]) -> None:
    """A sheet with the columns that it was drawn with."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.DictWriter(stream, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)


if __name__ == "__main__":
    main()
