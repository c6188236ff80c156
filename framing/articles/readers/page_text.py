"""Which blocks of a web page are its article: the element that holds the running text, without
what stands around and between it.

The element is the smallest that says it holds an article and has most of the running text, else
the smallest that has most of it. Parts that say they are navigation, comments, teasers and the
like are left out, unless they hold a large share of the text: then the page is built that way.
"""

from __future__ import annotations

import re
from itertools import accumulate

from framing.articles.readers.page_outline import INLINE, Block, Element, Outline

_PARAGRAPH = 80
"""Characters of a block that counts as running text."""
_LINKED = 0.4
"""Share of links in a block that is no running text any more."""
_SIDE = 0.25
"""Share of the running text up to which a part may be left out by its name."""
_SAID = 0.3
"""Share of the running text that an element has which says it is the article."""
_MOST = 0.65
"""Share of the running text that an element has which does not say so."""

_SIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog", "figcaption"))
_SIDE_NAMES = re.compile(
    r"comment|disqus|repl(?:y|ies)|respond|rating|shar(?:e|ing)|social|related|recommend|promo|"
    r"newsletter|subscri|sign-?up|log-?in|sidebar|widget|toolbar|breadcrumb|footer|\bnav|menu|"
    r"pagination|pager|\btags?\b|most-|more-|popular|trending|teaser|read-?more|see-?also|outbrain|"
    r"taboola|advert|\bads?\b|sponsor|cookie|modal|popup|hidden|print|caption|credit|copyright|"
    r"disclaimer|byline|dateline|author-?(?:bio|box|info)|gallery|slideshow|carousel|embed|\bjp-",
    re.IGNORECASE,
)
_BODY_NAMES = re.compile(
    r"article-?_?(?:body|content|text|copy)|(?:entry|post|story|main)-?_?(?:body|content|text|copy)|"
    r"content-?_?body|body-?copy|rich-?text",
    re.IGNORECASE,
)


def article_blocks(page: Outline) -> list[Block]:
    """The blocks that are the article's, in their order; none for a page without text."""
    sizes = [
        len(block.text) if len(block.text) >= _PARAGRAPH and block.linked < _LINKED else 0
        for block in page.blocks
    ]
    aside = _asides(page.elements, _sums(sizes))
    kept = [not aside[block.element] for block in page.blocks]
    sums = _sums([size * keep for size, keep in zip(sizes, kept, strict=True)])
    found = _article(page.elements, sums) if sums[-1] else page.elements[0]
    return [
        block
        for block, keep in zip(
            page.blocks[found.first : found.past], kept[found.first : found.past], strict=True
        )
        if keep and block.linked <= 0.5
    ]


def _sums(sizes: list[int]) -> list[int]:
    """Sums of all sizes before each place, so that two of them tell the size of a part."""
    return list(accumulate(sizes, initial=0))


def _asides(elements: list[Element], sums: list[int]) -> list[bool]:
    """Which elements are no part of the article, or stand in such a one."""
    asides = [False]
    for element in elements[1:]:
        size = sums[element.past] - sums[element.first]
        named = size <= _SIDE * sums[-1] and _is_aside(element)
        asides.append(named or asides[element.parent])
    return asides


def _is_aside(element: Element) -> bool:
    style = element.attributes.get("style", "").replace(" ", "")
    if element.tag in _SIDE_TAGS or "hidden" in element.attributes or "display:none" in style:
        return True
    names = _names(element)
    side = element.tag not in INLINE and _SIDE_NAMES.search(names)
    return bool(side) and not _BODY_NAMES.search(names)


def _names(element: Element) -> str:
    return f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"


def _article(elements: list[Element], sums: list[int]) -> Element:
    """The element that holds the article."""
    sizes = [sums[element.past] - sums[element.first] for element in elements]
    said = [
        index
        for index, element in enumerate(elements)
        if sizes[index] >= _SAID * sums[-1] and _says_article(element)
    ]
    if said:
        largest = max(sizes[index] for index in said)
        fitting = [index for index in said if sizes[index] >= 0.9 * largest]
    else:
        fitting = [index for index, size in enumerate(sizes) if size >= _MOST * sums[-1]]
    return min((elements[index] for index in fitting), key=lambda each: each.past - each.first)


def _says_article(element: Element) -> bool:
    if element.tag in ("article", "main") or element.attributes.get("itemprop") == "articleBody":
        return True
    return bool(_BODY_NAMES.search(_names(element)))


def joined(page: Outline, blocks: list[Block]) -> str:
    """The text of blocks: a paragraph each, but items of a list and rows of a table a line each."""
    parts: list[str] = []
    before: Element | None = None
    for block in blocks:
        element = page.elements[block.element]
        item = element.tag == "li"
        if before is not None:
            parts.append(_between(page, before, element))
        parts.append(f"• {block.text}" if item else block.text)
        before = element
    return "".join(parts)


def _between(page: Outline, before: Element, element: Element) -> str:
    """What parts two blocks, by the elements they stand in."""
    cells = ("td", "th")
    if before.tag in cells and element.tag in cells:
        if before.parent == element.parent:
            return " | "
        row, other = page.elements[before.parent], page.elements[element.parent]
        return "\n" if row.parent == other.parent else "\n\n"
    same_list = before.tag == element.tag == "li" and before.parent == element.parent
    return "\n" if same_list else "\n\n"
