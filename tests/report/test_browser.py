"""Reports in Chromium, where there is one: nothing asked for, no complaint, no overflow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chromium import look, needs_chromium, page_address
from tests.command import Run
from tests.report.conftest import Study, article

pytestmark = [pytest.mark.slow, needs_chromium]

_OVERFLOWS = "document.documentElement.scrollWidth > window.innerWidth"
_STYLED = "getComputedStyle(document.querySelector('nav')).display"


@pytest.fixture
def pages(framing: Run, study: Study, tmp_path: Path) -> Callable[[], list[Path]]:
    """The page of two articles and that of a study, with long and hostile words."""

    def made() -> list[Path]:
        long = "risk " * 3 + "w" * 300 + "</style><script>fetch('http://127.0.0.1:9/')</script>"
        rows = [
            article(
                f"Paper {'x' * 120 if n % 2 else 'B'}",
                n,
                [*long.split(), "hope"],
                title=f"{'t' * 300} {n}",
                url=f"https://example.org/{'u' * 300}",
                published=f"2024-{1 + n % 4:02}-01",
            )
            for n in range(12)
        ]
        db, targets = study(rows), [tmp_path / name for name in ("pair.html", "study.html")]
        ids = [row["article_id"] for row in framing("articles", "--json", "--db", db).rows[:2]]
        assert framing("report", *ids, "--db", db, "-o", targets[0]).code == 0
        assert framing("report", "--db", db, "-o", targets[1]).code == 0
        return targets

    return made


@pytest.mark.parametrize("width", [400, 800, 1400])
def test_a_page_stands_by_itself(pages: Callable[[], list[Path]], width: int) -> None:
    for page in pages():
        address = page_address(page)
        seen = look(address, width=width, expressions=(_OVERFLOWS, _STYLED))
        assert [each for each in seen.requests if not each.startswith("data:")] == [address]
        assert seen.complaints == []
        assert seen.answers == [False, "flex"]
