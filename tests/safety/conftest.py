"""The process that commands are tried in; it needs Linux and a C compiler."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.safety.faults import Faults, compiled


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    library = compiled(tmp_path_factory.mktemp("faults"))
    if not library:
        pytest.skip("needs Linux and a C compiler")
    with Faults(library) as faults:
        yield faults
