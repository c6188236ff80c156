"""Files as the programs that people use write them; skipped where a program is absent."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.articles.documents import drafts

pytestmark = pytest.mark.slow

SENTENCES = [
    f"The harbour board of {place} will support a larger quay, and its efficient officials find "
    f"the money for {thing} in their own budget, although the state offers none at all."
    for place, thing in (("Oldport", "cranes"), ("Newport", "rails"), ("Westport", "roads"))
]
PAGE = (
    '<html lang="en"><head><meta charset="utf-8"><title>Harbour plan grows</title></head><body>'
    f"<h1>Harbour plan grows</h1>{''.join(f'<p>{each}</p>' for each in SENTENCES)}</body></html>"
)


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program in a folder; skips the test where it is absent."""
    if not (path := shutil.which(program)):
        pytest.skip(f"{program} is not installed")
    subprocess.run([path, *arguments], cwd=folder, timeout=240, capture_output=True, check=False)


def words(path: Path) -> str:
    (draft,) = drafts(path)
    return " ".join(draft.text.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "pdf"])
def test_libreoffice_writer(folder: Path, ending: str) -> None:
    """Of a page, by way of an OpenDocument text."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ("--headless", profile, "--writer", "--convert-to")
    run(folder, "soffice", *convert, "odt:writer8", "page.html")
    if ending != "odt":
        run(folder, "soffice", *convert, ending, "page.odt")
    found = words(folder / f"page.{ending}")
    assert all(sentence in found for sentence in SENTENCES)


def test_libreoffice_calc(folder: Path) -> None:
    (folder / "table.csv").write_text(f'text,title\n"{SENTENCES[0]}",One\n', encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run(folder, "soffice", "--headless", profile, "--convert-to", "xlsx", "table.csv")
    (draft,) = drafts(folder / "table.xlsx")
    assert (draft.text, draft.title) == (SENTENCES[0], "One")


def test_chromium_prints_a_pdf(folder: Path) -> None:
    run(folder, "chromium", "--headless", "--no-sandbox", "--print-to-pdf=a.pdf", "page.html")
    found = words(folder / "a.pdf")
    assert all(sentence in found for sentence in SENTENCES)
    assert "Harbour plan grows" in found


@pytest.mark.parametrize("ending", ["docx", "odt", "epub", "rtf"])
def test_pandoc(folder: Path, ending: str) -> None:
    run(folder, "pandoc", "page.html", "-s", "-o", f"a.{ending}")
    found = " ".join(" ".join(draft.text.split()) for draft in drafts(folder / f"a.{ending}"))
    assert all(sentence in found for sentence in SENTENCES)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/page.html"
        server.shutdown()
        thread.join()


def test_wget_writes_a_warc(folder: Path, address: str) -> None:
    run(folder, "wget", "-q", "--no-warc-compression", "--warc-file=a", "-O", "out.html", address)
    (draft,) = drafts(folder / "a.warc")
    assert all(sentence in draft.text for sentence in SENTENCES)
    assert draft.url == address
