"""Documents of word processors and books: .docx, .odt, .rtf, .epub."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing import limits
from framing.errors import ReadError, UsageError
from tests.articles.documents import Write, docx, drafts, epub, odt, paragraph, zipped
from tests.growth import Linear, repeated

PAGE = "<p>The council will support the harbour, and the money is there.</p>"


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


class TestWord:
    def test_paragraphs_and_the_title(self, write: Write) -> None:
        body = paragraph("Harbour grows", "Title") + paragraph("It grows.") + paragraph("Twice.")
        (draft,) = drafts(write("a.docx", docx(body)))
        assert draft.text == "Harbour grows\n\nIt grows.\n\nTwice."
        assert (draft.title, draft.origin) == ("Harbour grows", "a.docx")

    def test_runs_join_to_words_and_breaks_are_lines(self, write: Write) -> None:
        body = "<w:p><w:r><w:t>har</w:t></w:r><w:r><w:t>bour</w:t><w:br/><w:t>x</w:t></w:r></w:p>"
        assert drafts(write("a.docx", docx(body)))[0].text == "harbour\nx"

    def test_inserted_text_and_controls_are_read_and_deleted_text_is_not(
        self, write: Write
    ) -> None:
        body = (
            "<w:p><w:ins><w:r><w:t>in </w:t></w:r></w:ins><w:del><w:r><w:delText>out </w:delText>"
            "</w:r></w:del><w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>held"
            "</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        )
        assert drafts(write("a.docx", docx(body)))[0].text == "in held"

    def test_hidden_text_stays_out(self, write: Write) -> None:
        body = (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r></w:p>'
        )
        assert drafts(write("a.docx", docx(body)))[0].text == "seen"

    def test_tables_of_figures_are_rows_and_tables_of_layout_are_paragraphs(
        self, write: Write
    ) -> None:
        def row(*cells: str) -> str:
            return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

        one, two = paragraph("one"), paragraph("two")
        body = f"<w:tbl>{row(one, two)}{row(one + two)}</w:tbl>"
        assert drafts(write("a.docx", docx(body)))[0].text == "one | two\n\none\n\ntwo"

    def test_properties_are_of_the_file_and_not_of_the_article(self, write: Write) -> None:
        core = "<dc:title>Document1</dc:title><dc:creator>Ann</dc:creator>"
        path = write("a.docx", docx(paragraph("Harbour"), core))
        (draft,) = drafts(path)
        assert (draft.title, draft.author) == ("", "")
        assert draft.meta == {"document_title": "Document1", "document_author": "Ann"}
        (draft,) = drafts(path, map={"author": "document_author"})
        assert draft.author == "Ann"

    def test_a_part_at_a_place_before_the_file(self, write: Write) -> None:
        content = docx(paragraph("Harbour"))
        end = content.rindex(b"PK\x05\x06")
        moved = (int.from_bytes(content[end + 16 : end + 20], "little") + 9).to_bytes(4, "little")
        path = write("a.docx", content[: end + 16] + moved + content[end + 20 :])
        assert "damaged" in refusal(path)

    def test_of_two_properties_of_a_name_the_first_counts(self, write: Write) -> None:
        core = "<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>"
        (draft,) = drafts(write("a.docx", docx(paragraph("Harbour"), core)))
        assert draft.meta == {"document_author": "Ann"}

    def test_a_property_of_many_lines(self, write: Write, linear: Linear) -> None:
        def made(size: int) -> bytes:
            core = f"<dc:title>{repeated('a&lt;b ', size)}</dc:title>".replace(" ", "\n")
            return docx(paragraph("Harbour"), core)

        linear(lambda content: drafts(write("a.docx", content)), made, 4_000_000)

    def test_a_title_among_the_properties_counts_where_the_text_opens_with_it(
        self, write: Write
    ) -> None:
        core = "<dc:title>Harbour grows</dc:title>"
        path = write("a.docx", docx(paragraph("Harbour Grows") + paragraph("x"), core))
        assert drafts(path)[0].title == "Harbour grows"

    def test_a_document_without_text(self, write: Write) -> None:
        assert "holds no text" in refusal(write("a.docx", docx("<w:p/>")))

    def test_an_old_or_encrypted_document(self, write: Write) -> None:
        found = refusal(write("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"))
        assert found == (
            "a.docx: this is an office document, old or encrypted (save it as .docx or .xlsx)"
        )


class TestOpenDocument:
    def test_paragraphs_spaces_and_the_title_by_its_style(self, write: Write) -> None:
        styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
        body = (
            '<text:p text:style-name="P1">Harbour<text:s text:c="2"/>grows</text:p>'
            "<text:p>It <text:span>gr</text:span>ows<text:line-break/>fast</text:p>"
        )
        (draft,) = drafts(write("a.odt", odt(body, styles)))
        assert draft.text == "Harbour  grows\n\nIt grows\nfast"
        assert draft.title == "Harbour grows"

    def test_deleted_text_notes_and_comments_stay_out(self, write: Write) -> None:
        body = (
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
            "<text:p>kept<text:note><text:p>note</text:p></text:note>"
            "<office:annotation><text:p>comment</text:p></office:annotation></text:p>"
        )
        assert drafts(write("a.odt", odt(body)))[0].text == "kept"

    def test_an_encrypted_document(self, write: Write) -> None:
        parts = {"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "\1\2"}
        assert "it is encrypted (save it without a password)" in refusal(
            write("a.odt", zipped(parts))
        )


class TestRtf:
    def test_paragraphs_and_characters_of_its_code_page(self, write: Write) -> None:
        content = rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2 \u8220?x\u8221?\par two\par}"
        assert drafts(write("a.rtf", content))[0].text == "Привет “x”\n\ntwo"

    def test_a_character_in_two_halves(self, write: Write) -> None:
        content = rb"{\rtf1\ansi a\u-10179?\u-8704?b}"
        assert drafts(write("a.rtf", content))[0].text == "a😀b"

    def test_addresses_of_links_and_pictures_are_no_words(self, write: Write) -> None:
        content = (
            rb'{\rtf1 {\field{\*\fldinst{HYPERLINK "http://example.org"}}{\fldrslt harbour}} x'
            rb"{\pict\pngblip " + b"0af9" * 9999 + b"}}"
        )
        assert drafts(write("a.rtf", content))[0].text == "harbour x"

    def test_half_a_character_and_no_rtf(self, write: Write) -> None:
        assert "its RTF is broken" in refusal(write("a.rtf", rb"{\rtf1 a\u-10179?b}"))
        assert "this is no RTF document" in refusal(write("b.rtf", b"plain"))

    def test_without_striprtf_the_extra_is_named(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "striprtf.striprtf", None)
        with pytest.raises(UsageError, match=r"framing-tui\[formats\]"):
            drafts(write("a.rtf", rb"{\rtf1 x}"))


class TestEpub:
    def test_each_chapter_is_an_article_in_the_order_of_reading(self, write: Write) -> None:
        told: list[ReadError] = []
        chapters = {
            "cover": "<img src='x.png'/>",
            "b": f"<h1>Second</h1>{PAGE}",
            "a": f"<h1>First</h1>{PAGE}",
        }
        said = (
            "<dc:title>The Issue</dc:title><dc:date>2025-02-09</dc:date>"
            "<dc:language>en</dc:language><dc:creator>Ann</dc:creator>"
        )
        found = drafts(write("a.epub", epub(chapters, said)), told)
        assert [(each.title, each.line) for each in found] == [("Second", 2), ("First", 3)]
        assert found[0].text.startswith("Second\n\nThe council will support")
        assert {(each.published, each.language, each.author) for each in found} == {
            ("2025-02-09", "en", "Ann")
        }
        assert found[0].meta == {"issue": "The Issue"}
        assert [str(each) for each in told] == [
            "a.epub: 1 of 3 parts of the book hold no article, such as its cover"
        ]

    def test_a_protected_book(self, write: Write) -> None:
        said = '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        path = write("a.epub", epub({"a": PAGE}, **{"META-INF__encryption_xml": said}))
        assert "it is encrypted" in refusal(path)

    def test_names_that_leave_the_archive_are_no_paths(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "secret.xhtml").write_text(f"<p>{PAGE}</p>")
        assert "holds no text" in refusal(write("a.epub", epub({"../../secret": ""})))

    def test_a_book_of_more_elements_than_a_page(self, write: Write) -> None:
        path = write("a.epub", epub({f"c{number}": "<p>x" * 100_000 for number in range(4)}))
        assert "its chapters are larger than 16 MiB, or have more" in refusal(path)

    def test_a_book_without_text(self, write: Write) -> None:
        assert "holds no text" in refusal(write("a.epub", epub({"cover": "<img/>"})))


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "epub": "META-INF/container.xml"}


@pytest.mark.parametrize("ending", MAIN)
class TestHostile:
    def test_entities(self, write: Write, ending: str) -> None:
        found = refusal(write(f"a.{ending}", zipped({MAIN[ending]: BOMB})))
        assert "declares a type of its own" in found

    def test_a_zip_bomb(self, write: Write, ending: str) -> None:
        content = zipped({MAIN[ending]: b" " * (limits.TEXT_FILE_BYTES + 1)})
        assert len(content) < limits.MIB
        assert "larger than 64 MiB" in refusal(write(f"a.{ending}", content))

    def test_deep_nesting(self, write: Write, ending: str) -> None:
        content = "<a>" * 100_000 + "</a>" * 100_000
        assert "inside one another" in refusal(
            write(f"a.{ending}", zipped({MAIN[ending]: content}))
        )

    def test_ten_thousand_parts(self, write: Write, ending: str) -> None:
        parts = {MAIN[ending]: "<a/>"} | {f"{part}": "" for part in range(limits.ARCHIVE_FILES)}
        assert "made of more than 10,000" in refusal(write(f"a.{ending}", zipped(parts)))

    def test_a_long_table_of_parts(
        self, write: Write, ending: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "ARCHIVE_DIRECTORY_BYTES", 100)
        parts = {MAIN[ending]: "<a/>", "b" * 100: ""}
        assert "made of more than" in refusal(write(f"a.{ending}", zipped(parts)))

    def test_broken_xml_and_a_wrong_encoding(self, write: Write, ending: str) -> None:
        for content in (
            b"<a><b></a>",
            b"<a>caf\xe9</a>",
            b'<?xml version="1.0" encoding="x9"?><a/>',
        ):
            found = refusal(write(f"a.{ending}", zipped({MAIN[ending]: content})))
            assert "its XML is broken" in found

    def test_a_damaged_archive(self, write: Write, ending: str) -> None:
        content = zipped({MAIN[ending]: "<a>words</a>" * 99})
        for cut in (content[:-30], content[:60] + b"\0\0\0\0" + content[64:], content[:40]):
            assert "damaged" in refusal(write(f"a.{ending}", cut))

    def test_an_encrypted_archive(self, write: Write, ending: str) -> None:
        content = bytearray(zipped({MAIN[ending]: "<a/>"}))
        content[content.index(b"PK\x01\x02") + 8] |= 1
        assert "it is encrypted" in refusal(write(f"a.{ending}", bytes(content)))

    def test_another_archive(self, write: Write, ending: str) -> None:
        assert f"a.{ending}: this is no " in refusal(write(f"a.{ending}", zipped({"a": "b"})))


class TestHostileRtf:
    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (rb"{\rtf1 " + b"{" * 1_900_000, "holds no text"),
            (rb"{\rtf1 {\fonttbl " + rb"\f1" * 600_000 + b"}}", "table of fonts is broken"),
            (rb"{\rtf1 " + b"z" * 2_000_000 + b"}", "too long"),
            (rb"{\rtf1 {\pict\bin" + b"9" * 9999 + b"}}", "its RTF is broken"),
            (rb"{\rtf1\ansicpg65001 \'ff\'fe x}", "its RTF is broken"),
        ],
    )
    def test_hostile_markup(self, write: Write, content: bytes, what: str) -> None:
        assert what in refusal(write("a.rtf", content))
