"""Keeps the families of copies in a library those of its articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from framing.comparing.unread_articles import read_unread

if TYPE_CHECKING:
    from framing.articles.batches import Progress
    from framing.comparing.copy_pairs import SharedRow
    from framing.library import Library
    from framing.library.copy_pairs import CopyPairs

_FEW = 16
"""New articles are compared alone where there are fewer than one of so many."""


def update(library: Library, progress: Callable[[int], Progress] | None = None) -> None:
    """Sketch the articles that have no sketch, compare the new ones, and group anew what their
    pairs connect; all are compared and grouped where many are new or some went.

    What was sketched and compared stays when the update is cut short, and the next one goes on.
    `progress` makes a Progress for so many articles. Raises LibraryError where the library cannot
    be written.
    """
    similar = library.similar
    if similar.are_current("families"):
        return
    from framing.comparing.shingles import sketch  # arrays, wanted only now

    changes = read_unread(library, "sketches", sketch, similar.keep_sketches, progress)
    # Where another process was faster, its pairs are counted in.
    while not (_compared(library, similar.pairs) and _grouped(library, changes)):
        pass


def _compared(library: Library, pairs: CopyPairs) -> bool:
    """Find the pairs that are not known yet, and keep them; False where others were kept since."""
    from framing.comparing.copy_pairs import all_pairs, new_pairs

    found: Iterable[SharedRow]
    changed: set[bytes] | None
    with library.snapshot():
        before = pairs.compared()
        if before.up_to == before.ready:
            return True
        if before.up_to and (before.ready - before.up_to) * _FEW < before.ready:
            fresh = [row for rows in pairs.sketches(before.up_to, before.ready) for row in rows]
            new = [row for row in fresh if not pairs.is_held(row.digest, before.up_to)]
            more, fewer = new_pairs(new, pairs.sketches(0, before.up_to))
            left = {pair: shared - fewer[pair] for pair, shared in pairs.shared(fewer).items()}
            found = ((one, other, shared) for (one, other), shared in (more | left).items())
            changed = {each.digest for each in fresh if each.digest}.union(*more, *left)
        else:
            pairs.make_room()
            found, changed = all_pairs(lambda: pairs.sketches(0, before.ready)), None
    return pairs.keep(before, found, changed)


def _grouped(library: Library, changes: int) -> bool:
    """Group what is ungrouped, and keep its families; False where pairs were kept since.

    No rule of families looks beyond what pairs connect, so a piece that is grouped alone is
    grouped as it would be among all.
    """
    similar = library.similar
    with library.snapshot():
        ungrouped = similar.pairs.ungrouped()
        found = _families(similar.pairs, ungrouped.texts)
    return similar.keep_families(found, ungrouped, changes)


def _families(pairs: CopyPairs, texts: Collection[bytes] | None) -> list[list[int]]:
    """The families of some texts, or of all, as numbers of articles: of one text, or of texts that
    are copies."""
    from framing.comparing.copies import families

    groups = families(pairs.pairs() if texts is None else pairs.pairs_of(texts), pairs.shingles)
    joined = {digest for group in groups for digest in group}
    alone = pairs.repeated() if texts is None else texts
    groups += [[digest] for digest in alone if digest not in joined]
    found = ([number for digest in group for number in pairs.holders(digest)] for group in groups)
    return [numbers for numbers in found if numbers[1:]]
