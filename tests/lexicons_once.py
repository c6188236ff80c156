"""The bundled lexicons parsed and compiled once in a test process: they are always the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from framing.lexicons import formats
from framing.lexicons.lexicon import Lexicon
from framing.matching import scanner
from framing.places import bundled


@pytest.fixture(scope="session", autouse=True)
def lexicons_once() -> Iterator[None]:
    """Commands of this process share what each would make anew in a process of its own."""
    parse, parse_once = formats.parse_lexicon, cache(formats.parse_lexicon)
    compile_ = scanner.CompiledLexicons
    compiled: dict[tuple[int, ...], tuple[Sequence[Lexicon], scanner.CompiledLexicons]] = {}

    def parse_lexicon(path: Path, content: bytes) -> Lexicon:
        return (parse_once if _is_bundled(path) else parse)(path, content)

    def compiled_lexicons(lexicons: Sequence[Lexicon]) -> scanner.CompiledLexicons:
        if not all(_is_bundled(Path(each.path)) for each in lexicons):
            return compile_(lexicons)
        key = tuple(map(id, lexicons))
        if key not in compiled:
            compiled[key] = (
                lexicons,
                compile_(lexicons),
            )  # no other has their ids then
        return compiled[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "parse_lexicon", parse_lexicon)
        patch.setattr(scanner, "CompiledLexicons", compiled_lexicons)
        yield


def _is_bundled(path: Path) -> bool:
    return path.parent == bundled("lexicons")
