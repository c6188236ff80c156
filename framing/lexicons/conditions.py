"""What an entry asks beyond its words, as people read it."""

from __future__ import annotations

from framing.lexicons.lexicon import Rule, Term


def conditions(entry: Term | Rule) -> str:
    """The context, scope and case of an entry; empty where it asks for none."""
    clause = isinstance(entry, Rule) and entry.scope == "clause"
    parts = (
        f"needs {' + '.join(entry.needs)}" if entry.needs else "",
        f"unless {' or '.join(entry.unless)}" if entry.unless else "",
        "in one clause" if clause else "",
        "in this case" if isinstance(entry, Term) and entry.case else "",
    )
    return ", ".join(filter(None, parts))
