"""The lines of a web page that may be an export, with what its markup says of them."""

from __future__ import annotations

from framing.articles.readers.exports.factiva import is_end
from framing.articles.readers.page_outline import Element, Outline, outline


def lines_of_page(content: str, file: str) -> list[str]:
    """The lines of a page, a blank one between blocks. Headline, byline and publisher, which
    Factiva marks, open with the code of their field.

    Raises ReadError for a page of more elements than the cap.
    """
    page = outline(content, file)
    headlines = {each.first for each in page.elements if _is_headline(each)}
    lines = list[str]()
    below_text = False
    for number, block in enumerate(page.blocks):
        element = page.elements[block.element]
        text = block.text
        paragraph = "articleParagraph" in element.attributes.get("class", "")
        if number in headlines:
            text = f"HD\t{' '.join(text.split())}"
        elif element.attributes.get("class") == "author":
            text = f"BY\t{' '.join(text.split())}"
        elif below_text and element.tag == "p" and not paragraph and not is_end(text):
            text = f"PUB\t{' '.join(text.split())}"
        below_text = paragraph or (below_text and not is_end(text) and _is_inside(page, element))
        lines += [*text.split("\n"), ""]
    return lines


def _is_headline(element: Element) -> bool:
    return element.attributes.get("class", "").endswith("Headline")


def _is_inside(page: Outline, element: Element) -> bool:
    """Whether an element stands in an article of Factiva."""
    while element.parent >= 0:
        element = page.elements[element.parent]
        if element.attributes.get("class", "").endswith("Article"):
            return True
    return False
