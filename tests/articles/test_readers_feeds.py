"""Files of feeds and web archives, read without a connection."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest

from framing.errors import ReadError, UsageError
from tests.articles.documents import Write, drafts

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Feed</title>
<language>en</language>
<item><title>Harbour &amp;amp; quay</title><link>https://example.org/a</link>
<dc:creator>Ann</dc:creator><pubDate>Sun, 09 Feb 2025 23:30:00 +0800</pubDate>
<description>Short.</description>
<content:encoded>&lt;p&gt;It grows.&lt;/p&gt;&lt;p&gt;Twice.&lt;/p&gt;</content:encoded></item>
<item><title>Two</title><description>Only a summary.</description></item>
<item><description>Another.</description></item>
<item><title>Four</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Feed</title><entry><title>One</title>
<link href="https://example.org/a"/><author><name>Ann</name></author>
<published>2025-02-09T23:30:00+08:00</published>
<content type="html">&lt;p&gt;It grows.&lt;/p&gt;</content></entry></feed>"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _write


@pytest.fixture(autouse=True)
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(ReadError) as caught:
        drafts(path, **options)
    return str(caught.value)


class TestFeeds:
    def test_rss(self, write: Write) -> None:
        told: list[ReadError] = []
        first, second, _ = drafts(write("a.rss", RSS.encode()), told)
        assert (first.text, first.title) == ("It grows.\n\nTwice.", "Harbour & quay")
        assert (first.published, first.author, first.url) == (
            "2025-02-09",
            "Ann",
            "https://example.org/a",
        )
        assert (first.publisher, first.language, first.source) == ("The Feed", "en", "")
        assert second.text == "Only a summary."
        assert [str(each) for each in told] == [
            "a.rss: 2 of 3 entries are summaries only",
            "a.rss: 1 of 4 entries hold no text",
        ]

    def test_atom(self, write: Write) -> None:
        (draft,) = drafts(write("a.atom", ATOM.encode()))
        assert (draft.text, draft.author, draft.title) == ("It grows.", "Ann", "One")
        assert draft.published.startswith("2025-02-09")

    @pytest.mark.parametrize("authors", [5, True, "Ann", {"name": "Ann"}, [5, None]])
    def test_authors_that_are_no_list_of_them(self, write: Write, authors: object) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "authors": authors,
            "items": [{"content_text": "It grows."}],
        }
        (draft,) = drafts(write("a.json", json.dumps(feed).encode()), format="feed")
        assert (draft.text, draft.author) == ("It grows.", "")

    def test_json_feed(self, write: Write) -> None:
        item = {"title": "One", "content_text": "a < b", "date_published": "2025-02-09T23:30:00Z"}
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Feed",
            "authors": [{"name": "Ann"}],
            "items": [item, {"summary": "short"}],
        }
        path = write("a.json", json.dumps(feed).encode())
        first, second = drafts(path, format="feed")
        assert (first.text, first.author, first.publisher) == ("a < b", "Ann", "The Feed")
        assert second.text == "short"

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"<a/>", "this is no RSS or Atom feed"),
            (b"<rss><channel>", "its XML is broken"),
            (b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss>&b;</rss>", "a type of its own"),
            (b"<rss>" + b"<a>" * 9999, "inside one another"),
            (b"<rss>" + b"<item/>" * 200_000 + b"</rss>", "too many elements"),
            (b"<rss>" + b" " * (8 << 20) + b"</rss>", "larger than 8 MiB"),
            (b"<rss>" + b"&lt;p&gt;" * 300_000 + b"</rss>", "more than 350,000 marks of markup"),
            (b'{"items": [' + rb'"\u003cp>",' * 500_000, "more than 350,000 marks of markup"),
            (b'{"items": 1}', "this is no JSON Feed"),
            (b'{"a":' * 99_999, "this is no JSON Feed"),
            (b"http://example.org/feed", "its XML is broken"),
        ],
    )
    def test_what_is_no_feed(self, write: Write, content: bytes, what: str) -> None:
        assert what in refusal(write("a.xml", content))


PAGE = f"<html><body><p>{'The council will support the harbour. ' * 20}</p></body></html>"


def warc(*responses: tuple[str, str, bytes]) -> bytes:
    """A web archive of responses: status, content type, content."""
    content = b""
    for number, (status, kind, body) in enumerate(responses):
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n"
        )
        content += head.encode() + b"\r\n" + http + b"\r\n\r\n"
    return content


class TestWebArchives:
    def test_pages_are_articles_and_the_rest_is_counted(self, write: Write) -> None:
        content = warc(
            ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
            ("200 OK", "image/png", b"\x89PNG"),
            ("404 Not Found", "text/html", PAGE.encode()),
            ("200 OK", "text/html", b"<p>short</p>"),
            ("200 OK", "text/html; charset=klingon", PAGE.encode()),
            ("200 OK", "text/html; charset=koi8-r", PAGE.replace("c", "ц").encode("koi8-r")),
        )
        told: list[ReadError] = []
        first, last = drafts(write("a.warc", content), told)
        assert first.text.startswith("The council will support")
        assert (first.url, first.line) == ("https://example.org/0", 1)
        assert last.text.startswith("The цounцil")
        assert [str(each) for each in told] == [
            "a.warc: 6 records, 2 articles; left out: 2 no pages, "
            "1 pages of fewer than 500 characters, 1 pages that cannot be read"
        ]

    @pytest.mark.parametrize(
        "content", [b"words", b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\nContent-Length: x"]
    )
    def test_what_is_no_archive(self, write: Write, content: bytes) -> None:
        assert "a.warc: th" in refusal(write("a.warc", content))

    @pytest.mark.parametrize("head", [b"A: b\r\n" * 1_000_000, b"A" * 10_000_000])
    def test_heads_above_the_cap(self, write: Write, head: bytes) -> None:
        assert "a record has no head" in refusal(write("a.warc", b"WARC/1.0\r\n" + head))
        whole = warc(("200 OK\r\n" + head.decode(), "text/html", PAGE.encode()))
        assert "a response has no head" in refusal(write("a.warc", whole))

    def test_pages_by_language_and_length(self, write: Write) -> None:
        def page(language: str, words: int) -> tuple[str, str, bytes]:
            content = f"<html lang='{language}'><p>{'harbour ' * words}</p></html>"
            return "200 OK", "text/html", content.encode()

        path = write("a.warc", warc(page("en-GB", 20), page("de", 20), page("", 20), page("EN", 9)))
        told: list[ReadError] = []
        (found,) = drafts(path, told, only_language="en", min_words=20)
        assert found.line == 1
        assert [str(each) for each in told] == [
            "a.warc: 1 article of no stated language left out "
            "(--language says it of a table’s rows)",
            "a.warc: 1 article in other languages than en left out",
            "a.warc: 1 article of fewer than 20 words left out",
        ]

    def test_an_archive_without_articles(self, write: Write) -> None:
        content = warc(("200 OK", "image/png", b"x"))
        assert "holds no pages that are articles" in refusal(write("a.warc", content))


@pytest.mark.parametrize(
    ("module", "name"), [("feedparser", "a.rss"), ("warcio.archiveiterator", "a.warc")]
)
def test_without_the_extra_it_is_named(
    write: Write, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"framing-tui\[formats\]"):
        drafts(write(name, RSS.encode()))
