"""Reads a report as a browser does, and tells what stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib


class Page:
    """A page; making one raises an error where the HTML is not well-formed."""

    def __init__(self, written: str) -> None:
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
        )
        self.written = written
        self.root: Element = parser.parse(written)
        for each in self.root.iter():
            if isinstance(each.tag, str):
                each.tag = each.tag.rpartition("}")[2]

    @classmethod
    def of(cls, path: Path) -> Page:
        return cls(path.read_text(encoding="utf-8"))

    def all(self, tag: str) -> list[Element]:
        return list(self.root.iter(tag))

    def one(self, name: str) -> Element:
        """The element of an id."""
        (found,) = (each for each in self.root.iter() if each.get("id") == name)
        return found

    def text(self, element: Element | None = None) -> str:
        return words(self.root if element is None else element)

    def table(self, caption: str) -> list[list[str]]:
        """The rows of the one table whose caption begins so."""
        (found,) = self.tables(caption)
        return found

    def tables(self, caption: str) -> list[list[list[str]]]:
        """The rows of each table whose caption begins so."""
        return [
            [[words(cell) for cell in row] for row in each.iter("tr")]
            for each in self.all("table")
            if words(each.find("caption")).startswith(caption)
        ]

    def marks(self, letter: str) -> list[Element]:
        """The marks in the text of a letter."""
        (found,) = (
            each for each in self.all("article") if each.get("aria-labelledby") == f"text{letter}"
        )
        return list(found.iter("mark"))


def words(element: Element | None) -> str:
    """The text of an element, white space as single spaces."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def check(page: Page) -> None:
    """What holds of every report."""
    _leads_nowhere_outside(page)
    _every_link_arrives(page)
    _can_be_heard(page)
    hostile = {each for each in page.written if unicodedata.category(each) in ("Cc", "Cf", "Cs")}
    assert hostile <= {"\n", "\t"}


def _leads_nowhere_outside(page: Page) -> None:
    first = page.all("meta")[0]
    assert first.get("http-equiv") == "Content-Security-Policy"
    assert "default-src 'none'" in (first.get("content") or "")
    for each in page.root.iter():
        if not isinstance(each.tag, str):
            continue
        assert each.tag not in ("script", "img", "iframe", "object", "embed", "form", "base")
        assert not any(name.startswith("on") or name == "src" for name in each.attrib)
        target = each.get("href", "#")
        if each.tag == "link":
            assert target == "data:,"
        elif not target.startswith("#"):
            assert each.tag == "a"
            assert re.match(r"https?://", target)
            assert each.get("rel") == "noopener noreferrer"
    (style,) = page.all("style")
    assert "url(" not in words(style)
    assert "@import" not in words(style)


def _every_link_arrives(page: Page) -> None:
    ids = Counter(each.get("id") for each in page.root.iter() if each.get("id"))
    assert max(ids.values()) == 1
    links = [each.get("href", "") for each in page.all("a")]
    targets = {each[1:] for each in links if each.startswith("#")}
    targets.update(
        name for each in page.root.iter() for name in (each.get("aria-labelledby") or "").split()
    )
    assert targets <= ids.keys()


def _can_be_heard(page: Page) -> None:
    assert page.all("html")[0].get("lang")
    levels = [
        int(each.tag[1]) for each in page.root.iter() if re.fullmatch(r"h[1-6]", str(each.tag))
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.all("table"):
        assert words(table.find("caption"))
        assert all(cell.get("scope") for cell in table.iter("th"))
    for picture in page.all("svg"):
        assert picture.get("role") == "img"
        assert words(picture.find("title"))
    for region in page.root.iter("div"):
        if region.get("role") == "region":
            assert region.get("aria-label")
            assert region.get("tabindex") == "0"
    (main,) = page.all("main")
    assert page.all("a")[0].get("href") == f"#{main.get('id')}"
