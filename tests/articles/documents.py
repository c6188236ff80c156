"""Small documents of word processors and books, written by hand for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from framing.articles import File, Options, read
from framing.errors import ReadError
from framing.model import Draft

Write = Callable[[str, bytes], Path]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"'
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def drafts(path: Path, *told: list[ReadError], **options: object) -> list[Draft]:
    """The articles of a file; what is left out goes to the list `told`."""
    tell = told[0].append if told else None
    return list(read(File(path.name, path), Options(**options), tell))  # type: ignore[arg-type]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def docx(body: str, core: str = "") -> bytes:
    """A Word document with a body of WordprocessingML."""
    return zipped(
        {
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            "docProps/core.xml": f"<p {DUBLIN}>{core}</p>",
        }
    )


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of WordprocessingML."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, styles: str = "", meta: str = "<a/>") -> bytes:
    """An OpenDocument text."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:c {OFFICE}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:text>{body}</office:text></office:c>",
            "meta.xml": meta,
        }
    )


def epub(chapters: Mapping[str, str], metadata: str = "", **parts: str) -> bytes:
    """A book whose chapters are given as the bodies of pages, by their names."""
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in chapters)
    order = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    opf = (
        f"<package {DUBLIN}><metadata>{metadata}</metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    container = '<c><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></c>'
    pages = {
        f"OPS/{name}.xhtml": f"<html><body>{body}</body></html>" for name, body in chapters.items()
    }
    return zipped(
        {"META-INF/container.xml": container, "OPS/book.opf": opf, **pages}
        | {name.replace("__", "/").replace("_x", ".x"): each for name, each in parts.items()}
    )


def pdf(*pages: str, trailer: str = "") -> bytes:
    """A PDF with a line of Helvetica for each line of each page."""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + 2 * len(pages), 2))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for page in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td\n" for line in page.split("\n"))
        stream = f"BT /F1 10 Tf 50 800 Td {lines} ET" if page else ""
        objects += [
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects) + 2} 0 R>>",
            f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        ]
    content, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    content += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    start = content.rindex("xref\n")
    content += f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF"
    return content.encode("cp1252")
