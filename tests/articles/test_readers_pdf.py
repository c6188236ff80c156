"""PDFs: lines to paragraphs, cut words, running heads, and what is refused."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest

from framing import limits
from framing.errors import ReadError, UsageError
from tests.articles.documents import drafts, pdf

BODY = (
    "The harbour board said that it would pay for the new quay\n"
    "from its own means, which are small enough. The city agrees\n"
    "with it.\n"
    "Nobody asked the ports on the other side of the strait what\n"
    "they make of it, and nobody will."
)


def texts(folder: Path, *pages: str, told: list[ReadError] | None = None) -> str:
    path = folder / "a.pdf"
    path.write_bytes(pdf(*pages))
    (draft,) = drafts(path, [] if told is None else told)
    return draft.text


def refusal(folder: Path, content: bytes) -> str:
    path = folder / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        drafts(path)
    return str(caught.value)


def test_lines_are_paragraphs_again(tmp_path: Path) -> None:
    first, second = texts(tmp_path, BODY).split("\n\n")
    assert first.endswith("from its own means, which are small enough. The city agrees with it.")
    assert second.startswith("Nobody asked")
    assert "\n" not in first + second


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("it pays large subsi-\ndies to all of them", "subsidies"),
        ("a state-owned firm is a state-\nowned firm as it is", "firm is a state-owned firm"),
        ("the talks between Berlin-\nParis were not for long", "Berlin-Paris"),
    ],
)
def test_a_word_that_a_line_end_cut_is_whole(tmp_path: Path, lines: str, wanted: str) -> None:
    assert wanted in texts(tmp_path, lines)


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    pages = [
        f"The Daily\n{place} begins here\nand {place} ends\nPage {n}"
        for n, place in enumerate("ABC")
    ]
    found = texts(tmp_path, *pages)
    assert "Daily" not in found
    assert "Page" not in found
    assert [f"{place} begins here" in found for place in "ABC"] == [True] * 3


def test_a_line_that_stands_once_stays(tmp_path: Path) -> None:
    assert texts(tmp_path, "The Daily\nOne page only").startswith("The Daily")


def test_pages_without_text_are_counted(tmp_path: Path) -> None:
    told: list[ReadError] = []
    assert texts(tmp_path, BODY, "", "", told=told)
    assert [str(each) for each in told] == ["a.pdf: 2 of 3 pages hold no text, only images"]


def test_a_scan_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, pdf("", "")) == (
        "a.pdf: the PDF holds no text, only images of it, as scans do "
        "(recognise its text (OCR) first)"
    )


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    key = f"<{'00' * 32}>"
    said = f"/Encrypt<</Filter/Standard/V 1/R 2/O{key}/U{key}/P -4>>/ID[<00><00>]"
    assert refusal(tmp_path, pdf(BODY, trailer=said)) == (
        "a.pdf: it is encrypted (save it without a password)"
    )


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_a_damaged_pdf_is_refused(tmp_path: Path, cut: int) -> None:
    assert "a.pdf: " in refusal(tmp_path, pdf(BODY)[:cut])


def test_pages_that_take_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_OPERATIONS", 20)
    assert "too long to draw" in refusal(tmp_path, pdf(*[BODY] * 9))


def test_a_bomb_in_a_page(tmp_path: Path) -> None:
    packed = zlib.compress(b"q Q " * limits.MIB, 9)
    page = pdf("(packed)")
    at, end = page.index(b"<</Length "), page.index(b"endstream")
    head = b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    assert "a.pdf: " in refusal(tmp_path, page[:at] + head + packed + b"\n" + page[end:])


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 2)
    assert "more than 2 pages" in refusal(tmp_path, pdf(*[BODY] * 3))


def test_without_pypdf_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(UsageError, match=r"framing-tui\[formats\]"):
        texts(tmp_path, BODY)
