"""Mail and whole pages: .eml, .mbox, .mhtml, .webarchive."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from framing import limits
from framing.errors import ReadError
from tests.articles.documents import Write, drafts

PAGE = "<html><body><p>The council will support the harbour with more money.</p></body></html>"
TEXT = "The council will support the harbour with more money."


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _write


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(ReadError) as caught:
        drafts(path, **options)
    return str(caught.value)


def newsletter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Die Zeitung <news@example.org>"
    message["Subject"] = "Häfen wachsen"
    message["Date"] = "Sun, 09 Feb 2025 23:30:00 +0800"
    message.set_content("View this in a browser.")
    message.add_alternative(PAGE, subtype="html")
    return message


class TestMessage:
    def test_the_page_is_the_text_and_the_headers_are_fields(self, write: Write) -> None:
        (draft,) = drafts(write("a.eml", newsletter().as_bytes()))
        assert draft.text == TEXT
        assert (draft.title, draft.published) == ("Häfen wachsen", "2025-02-09")
        assert (draft.author, draft.publisher, draft.source) == ("Die Zeitung", "", "")

    def test_who_writes_to_a_list_is_a_publisher(self, write: Write) -> None:
        message = newsletter()
        message["List-Id"] = "<news.example.org>"
        (draft,) = drafts(write("a.eml", message.as_bytes()))
        assert (draft.author, draft.publisher) == ("", "Die Zeitung")

    def test_a_page_without_text_gives_way_to_the_plain_part(self, write: Write) -> None:
        message = EmailMessage()
        message["Subject"] = "x"
        message.set_content("Plain words.\n")
        message.add_alternative("<img src='http://example.org/x.png'>", subtype="html")
        assert drafts(write("a.eml", message.as_bytes()))[0].text == "Plain words."

    def test_a_part_in_its_own_encoding(self, write: Write) -> None:
        content = b"Subject: x\nContent-Type: text/plain; charset=koi8-r\n\n" + "Привет".encode(
            "koi8-r"
        )
        assert drafts(write("a.eml", content))[0].text == "Привет"
        other = content.replace(b"koi8-r", b"klingon")
        assert "declares the encoding “klingon”" in refusal(write("b.eml", other))

    def test_attachments_are_counted_and_not_read(self, write: Write) -> None:
        message = newsletter()
        for name in ("../../a.txt", "b.txt"):
            message.add_attachment("secret", filename=name)
        told: list[ReadError] = []
        (draft,) = drafts(write("a.eml", message.as_bytes()), told)
        assert draft.text == TEXT
        assert [str(each) for each in told] == ["a.eml: 2 attachments are not read"]

    def test_no_message(self, write: Write) -> None:
        assert "this is no message" in refusal(write("a.eml", b"just words\n"))
        assert "holds no text" in refusal(write("a.eml", b"Subject: x\n\n"))

    def test_bodies_inside_one_another(self, write: Write) -> None:
        content = b"Subject: x\n" + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
            for n in range(5000)
        )
        assert "too many parts" in refusal(write("a.eml", content))

    @pytest.mark.parametrize("kind", [b"text/plain", b"multipart/mixed"])
    def test_a_head_that_takes_too_long(self, write: Write, kind: bytes) -> None:
        content = b"Subject: x\nContent-Type: " + kind + b"; a" * 100_000 + b"\n\nx"
        assert "too long heads" in refusal(write("a.eml", content))

    def test_headers_without_end(self, write: Write) -> None:
        content = b"".join(b"X-%d: y\n" % n for n in range(40_000)) + b"\nWe wait.\n"
        assert "the headers are longer than 256 KiB" in refusal(write("a.eml", content))

    @pytest.mark.parametrize("kind", [b"text/plain", b"text/html"])
    def test_a_text_above_the_cap(
        self, write: Write, monkeypatch: pytest.MonkeyPatch, kind: bytes
    ) -> None:
        monkeypatch.setattr(limits, "MESSAGE_TEXT_BYTES", 2 * limits.MIB)
        text = b"We wait for the tide. " * 100_000
        content = b"Subject: x\nContent-Type: " + kind + b"\n\n" + text
        assert "larger than 2 MiB" in refusal(write("a.eml", content))

    def test_a_page_above_the_cap_says_so_where_nothing_else_is_the_text(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "PAGE_ELEMENTS", 100)
        content = b"Subject: x\nContent-Type: text/html\n\n" + b"<p>tide</p>" * 200
        assert "more than 100 elements or paragraphs" in refusal(write("a.eml", content))

    def test_a_message_with_large_attachments(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "MESSAGE_BYTES", limits.MIB)
        content = b"Subject: x\n\n" + b"The tide is late. " * 60_000
        found = refusal(write("a.eml", content))
        assert found == (
            "a.eml: the message is larger than 1 MiB (save it without its attachments)"
        )

    def test_odd_headers_are_no_reason_to_refuse(self, write: Write) -> None:
        content = b"From: " + b"(" * 99_999 + b"\nSubject: =?x?q?a?=\nDate: " + b"1 " * 9999
        (draft,) = drafts(write("a.eml", content + b"\n\nwords"))
        assert draft.text == "words"

    def test_a_header_in_an_encoding_without_a_name(self, write: Write) -> None:
        content = b"Subject: =?\xfft\\-8?q?x?=\n\nThe council met.\n"
        (draft,) = drafts(write("a.eml", content))
        assert draft.text == "The council met."

    def test_ten_thousand_parts(self, write: Write) -> None:
        content = b'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n'
        content += b"--b\nContent-Type: text/plain\n\nx\n" * (limits.ARCHIVE_FILES + 1)
        assert "too many parts" in refusal(write("a.eml", content))


class TestMailbox:
    def test_each_message_is_an_article(self, write: Write) -> None:
        one = b"From a Sun Feb  9\nSubject: One\n\nFirst.\n>From here on.\n\n"
        two = b"From b Sun Feb  9\nSubject: Two\n\nSecond.\n"
        found = drafts(write("a.mbox", one + two))
        assert [(each.title, each.text, each.line) for each in found] == [
            ("One", "First.\nFrom here on.", 1),
            ("Two", "Second.", 7),
        ]

    def test_a_bad_message_refuses_the_file_or_is_passed_over(self, write: Write) -> None:
        path = write("a.mbox", b"From a\nSubject: x\n\n\nFrom b\nSubject: y\n\nWords.\n")
        assert refusal(path) == "a.mbox:1: the message holds no text"
        told: list[ReadError] = []
        assert [each.text for each in drafts(path, told, skip_bad_rows=True)] == ["Words."]
        assert len(told) == 1

    def test_a_message_above_the_cap(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "ROW_BYTES", 40)
        content = b"From a\nSubject: x\n\n" + b"words\n" * 99 + b"\nFrom b\nSubject: y\n\nWords.\n"
        told: list[ReadError] = []
        found = drafts(write("a.mbox", content), told, skip_bad_rows=True)
        assert [each.text for each in found] == ["Words."]
        assert [each.line for each in told] == [1]

    def test_no_mailbox(self, write: Write) -> None:
        assert "this is no mailbox" in refusal(write("a.mbox", b"Subject: x\n\nwords\n"))


class TestWholePages:
    def test_mhtml(self, write: Write) -> None:
        soft = PAGE.replace("council", "c=\nouncil")
        content = (
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\n"
            "Subject: Saved\nDate: Mon, 10 Feb 2025 10:00:00 -0000\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
            "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
            f"<title>Hafen</title>{soft}\n--b\n"
            "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n"
        )
        for name in ("a.mhtml", "a.mht"):
            (draft,) = drafts(write(name, content.encode()))
            assert (draft.text, draft.title, draft.url) == (TEXT, "Hafen", "https://example.org/a")
            assert draft.published == ""  # when it was saved is not when it was published

    def test_an_address_that_is_no_ascii(self, write: Write) -> None:
        head = b"Snapshot-Content-Location: http://caf\xe9/\nContent-Type: text/html\n\n"
        (draft,) = drafts(write("a.mhtml", head + PAGE.encode()))
        assert draft.text == TEXT

    def test_mhtml_without_a_page(self, write: Write) -> None:
        assert "holds no page" in refusal(write("a.mhtml", b"Subject: x\n\nwords\n"))

    def test_webarchive(self, write: Write) -> None:
        main = {
            "WebResourceData": PAGE.replace("council", "Großrat").encode("cp1252"),
            "WebResourceTextEncodingName": "windows-1252",
            "WebResourceURL": "https://example.org/a",
        }
        content = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
        (draft,) = drafts(write("a.webarchive", content))
        assert draft.text == TEXT.replace("council", "Großrat")
        assert draft.url == "https://example.org/a"

    @pytest.mark.parametrize(
        "content",
        [
            b"words",
            b"bplist00" + b"\xff" * 99,
            plistlib.dumps({"WebMainResource": {}}, fmt=plistlib.FMT_BINARY),
            plistlib.dumps([], fmt=plistlib.FMT_BINARY),
            b'<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>',
            b"<plist>" + b"<array>" * 100_000,
        ],
    )
    def test_what_is_no_webarchive(self, write: Write, content: bytes) -> None:
        assert "this is no page that Safari saved" in refusal(write("a.webarchive", content))
