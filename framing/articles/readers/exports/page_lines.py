"""The lines of a web page that may be an export, with what its markup says of them."""

from __future__ import annotations

from framing.articles.readers.exports.factiva import is_end
from framing.articles.readers.page_outline import Element, outline

_PUBLISHER = 100
"""Characters of the name of a publisher at most."""


def lines_of_page(content: str, file: str) -> list[str]:
    """The lines of a page, a blank one between blocks. Headline, byline and publisher, where they
    are marked, open with the code that Factiva has for their field.

    Raises ReadError for a page of more elements than the cap.
    """
    page = outline(content, file)
    headlines = {each.first for each in page.elements if _is_headline(each)}
    lines = list[str]()
    below_text = False
    following = [each.text for each in page.blocks[1:]] + [""]
    for number, (block, after) in enumerate(zip(page.blocks, following, strict=True)):
        element = page.elements[block.element]
        text = block.text
        paragraph = "articleParagraph" in element.attributes.get("class", "")
        if number in headlines:
            text = f"HD\t{' '.join(text.split())}"
        elif element.attributes.get("class") == "author":
            text = f"BY\t{' '.join(text.split())}"
        elif below_text and not paragraph and is_end(after) and len(text) < _PUBLISHER:
            text = f"PUB\t{' '.join(text.split())}"
        below_text = paragraph or (below_text and not is_end(text))
        lines += [*text.split("\n"), ""]
    return lines


def _is_headline(element: Element) -> bool:
    """Whether Factiva or Europresse marks an element as a headline."""
    name = element.attributes.get("class", "")
    return name.endswith("Headline") or (element.tag != "span" and name == "titreArticleVisu")
