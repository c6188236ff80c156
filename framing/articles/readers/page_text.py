"""Which blocks of a web page are its article: the element that holds the running text, without
what stands around and between it.

The element is the smallest that says it holds an article and has most of the running text, else
the smallest that has most of it. Comments, and what is hidden, are left out; parts that say they
are navigation, teasers and the like too, unless they hold a large share of the text: then the page
is built that way. A heading over nothing but links goes with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from framing.articles.line_characters import fold
from framing.articles.readers.page_outline import INLINE, Block, Element, Outline

_PARAGRAPH = 80
"""Characters of a block that counts as running text."""
_LINKED = 0.4
"""Share of links in a block that is no running text any more."""
_LINKS = 0.5
"""Share of links in a block that is left out, unless the rest of it is a paragraph."""
_SIDE = 0.25
"""Share of the running text up to which a part may be left out by its name."""
_SHOWN = 0.3
"""Share of the running text that is shown; where less is, the hidden is unhidden by a script."""
_SAID = 0.3
"""Share of the running text that an element has which says it is the article."""
_MOST = 0.65
"""Share of the running text that an element has which does not say so."""
_TITLE_DEPTH = 500
"""The title stands among the first so many blocks."""
_LEAD = 40
"""Characters of a lead between the title and the article."""

_SIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog", "figcaption"))
_WHOLE_TAGS = frozenset(("html", "body", "main"))
"""Elements that are never beside an article, whatever they are called."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEUTRAL = re.compile(
    r"(?<!\S)(?:\S*(?:label-{1,2}hidden|(?:has|with|no)-?sidebar)\S*|(?:has|no|elementor)-\S*|"
    r"noprint|hidden-\S*|print-(?:full|lin)\S*|\S*overflow-\S*|\S+:hidden|print:\S*|"
    r"hidden(?= \S*:(?:block|flex|grid)))(?!\S)",
    re.IGNORECASE,
)
"""Names that only sound like those of parts beside an article."""
_POST = re.compile(r"(?<!\S)(?:hentry|type-\w+)(?!\S)")
_TAXONOMY = re.compile(r"(?<!\S)(?:tag|category|author|format|status|post)-\S*")
"""What a post is filed under, in its own names."""
_COMMENTS = re.compile(
    r"(?<!\S)(?:(?:the-?|post-?|article-?)?comments?(?:[-_]?(?:list|area|section|box|wrap(?:per)?|"
    r"container|thread|form|respond))?|commentlist|disqus_thread|respond)(?!\S)",
    re.IGNORECASE,
)
_SIDE_NAMES = re.compile(
    r"comment|disqus|repl(?:y|ies)|respond|\bratings?\b|shar(?:e|ing)|social|related|recommend|"
    r"newsletter|subscri|sign-?up|log-?in|sidebar|widget|toolbar|breadcrumb|footer|\bnav|menu|"
    r"pagination|pager|\btags?\b|most-|more-|popular|trending|see-?also|outbrain|"
    r"taboola|advert|\bads?\b|sponsor|cookie|modal|popup|hidden|\bprint|caption|credit|copyright|"
    r"disclaimer|disclosure|byline|dateline|author-?(?:bio|box|info)|gallery|slideshow|carousel|"
    r"embed|\bjp-|\bmeta\b|_meta\b|post-?meta|entry-utility|news-?letter|\bauthors?\b|vcard|\bbio\b|"
    r"\bcta\b|call-to-action|\btopics\b|keywords|donat|view-?more|keep-?reading|"
    r"also-?(?:like|read)|recirc|further-?(?:reading|links)|consent|gdpr|onetrust|"
    r"(?:pay|reg)wall[-_](?:prompt|message|offer|overlay|banner|box)",
    re.IGNORECASE,
)
_POINTERS = re.compile(r"promo|teaser|read-?more", re.IGNORECASE)
"""Names of parts that lead to other articles, where they hold a link; else they are a lead."""
_BODY_NAMES = re.compile(
    r"article-?_?(?:body|content|text|copy)|(?:entry|post|story|main)-?_?(?:body|content|text|copy)|"
    r"content-?_?body|body-?copy|rich-?text",
    re.IGNORECASE,
)
_POST_NAMES = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|mastodon")
_LEAD_NAMES = re.compile(
    r"lead|intro|standfirst|sub-?title|sub-?head|\bdec?k\b|chap[oô]|sommario|summary|vorspann|"
    r"teaser|description|excerpt|abstract|entradilla|bajada",
    re.IGNORECASE,
)


def article_blocks(page: Outline, title: str) -> list[Block]:
    """The blocks that are the article's, in their order; none for a page without text.

    With them goes a lead between the title and the element of the article.
    """
    sizes = [
        len(block.text) if len(block.text) >= _PARAGRAPH and block.linked < _LINKED else 0
        for block in page.blocks
    ]
    linked = list(accumulate((b.linked * len(b.text) for b in page.blocks), initial=0.0))
    aside = _asides(page, sizes, linked)
    kept = [not aside[block.element] for block in page.blocks]
    sums = _sums([size * keep for size, keep in zip(sizes, kept, strict=True)])
    found = _article(page.elements, sums) if sums[-1] else page.elements[0]
    lead = [i for i in _above(page, title, found.first) if kept[i] and _is_lead(page, i)]
    inside = [i for i in range(found.first, found.past) if kept[i]]
    return _without_repeats([page.blocks[i] for i in (*lead, *_without_links(page, inside))])


def _above(page: Outline, title: str, first: int) -> range:
    """The blocks between the title and the article; none where the title is not above it."""
    wanted = fold(title)
    for index in range(min(first, _TITLE_DEPTH) - 1, -1, -1):
        block = page.blocks[index]
        if page.elements[block.element].tag in _HEADINGS and fold(block.text) == wanted:
            return range(index + 1, first)
    return range(0)


def _is_lead(page: Outline, index: int) -> bool:
    """Whether a block is a paragraph in a part that says it leads into the article."""
    block = page.blocks[index]
    if len(block.text) < _LEAD or block.linked > 0.2:
        return False
    element = page.elements[block.element]
    return any(
        _LEAD_NAMES.search(_names(each)) for each in (element, page.elements[element.parent])
    )


def _without_links(page: Outline, indices: list[int]) -> list[int]:
    """The blocks that are no links, and no heading over nothing else."""
    left: list[int] = []
    links = False
    for index in reversed(indices):
        block = page.blocks[index]
        heading = page.elements[block.element].tag in _HEADINGS
        if block.linked > _LINKS and (1 - block.linked) * len(block.text) < _PARAGRAPH:
            links = links or not heading
        elif not (heading and links):
            left.append(index)
            links = False
    return left[::-1]


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """The blocks without what stands in the page twice: running text, and what is beside it."""
    seen: set[str] = set()
    again = []
    for block in blocks:
        again.append(block.text in seen)
        seen.add(block.text)
    long = [twice and len(b.text) >= _PARAGRAPH for b, twice in zip(blocks, again, strict=True)]
    return [
        block
        for i, block in enumerate(blocks)
        if not (again[i] and any(long[max(0, i - 1) : i + 2]))
    ]


def _sums(sizes: list[int]) -> list[int]:
    """Sums of all sizes before each place, so that two of them tell the size of a part."""
    return list(accumulate(sizes, initial=0))


def _asides(page: Outline, sizes: list[int], linked: list[float]) -> list[bool]:
    """Which elements are no part of the article, or stand in such a one."""
    asides = [False] * len(page.elements)
    sums = _sums(sizes)
    for without, least in ((_is_hidden, _SHOWN), (_is_comments, 0.0)):
        found = [a or b for a, b in zip(asides, _inside(page.elements, without), strict=True)]
        left = _sums([n * (not found[b.element]) for n, b in zip(sizes, page.blocks, strict=True)])
        if left[-1] > least * sums[-1]:
            asides, sums = found, left

    def is_beside(element: Element) -> bool:
        size = sums[element.past] - sums[element.first]
        links = linked[element.past] > linked[element.first]
        return size <= _SIDE * sums[-1] and _is_beside(element, links=links)

    beside = _inside(page.elements, is_beside)
    return [one or other for one, other in zip(asides, beside, strict=True)]


def _inside(elements: list[Element], of: Callable[[Element], bool]) -> list[bool]:
    """Which elements are of a kind, or stand in such a one."""
    found = [False]
    for element in elements[1:]:
        found.append(found[element.parent] or of(element))
    return found


def _is_hidden(element: Element) -> bool:
    style = element.attributes.get("style", "").replace(" ", "")
    return "hidden" in element.attributes or "display:none" in style


def _is_comments(element: Element) -> bool:
    if element.tag in INLINE or element.tag in _WHOLE_TAGS:
        return False
    return any(
        _COMMENTS.search(element.attributes.get(name, "")) for name in ("class", "id")
    ) and not _says_article(element)


def _is_beside(element: Element, *, links: bool) -> bool:
    """Whether an element says that it is no article; a teaser without links is the article's."""
    if element.tag in _SIDE_TAGS or _is_hidden(element):
        return True
    if element.tag in INLINE or element.tag in _WHOLE_TAGS:
        return False
    names = _names(element)
    side = _SIDE_NAMES.search(names) or (links and _POINTERS.search(names))
    return bool(side) and not _BODY_NAMES.search(names)


def _names(element: Element) -> str:
    """The class and id of an element, without names that do not tell what it is."""
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    if _POST.search(names):
        names = _TAXONOMY.sub("", names)
    return _NEUTRAL.sub("", names)


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
    """The text of blocks: a paragraph each, but items of a list and rows of a table a line each,
    and an embedded post one line, so that cleaning knows it as one."""
    parts: list[str] = []
    before: Element | None = None
    posts = _posts(page.elements)
    post = 0
    for block in blocks:
        element = page.elements[block.element]
        if post and post == posts[block.element]:
            parts.append(" ")
        elif before is not None:
            parts.append(_between(page, before, element))
        post = posts[block.element]
        text = block.text.replace("\n", " ") if post else block.text
        parts.append(f"• {text}" if element.tag == "li" else text)
        before = element
    return "".join(parts)


def _posts(elements: list[Element]) -> list[int]:
    """For each element the embedded post that it stands in; 0 for none."""
    found = [0]
    for index, element in enumerate(elements[1:], 1):
        is_post = element.tag == "blockquote" and _POST_NAMES.search(_names(element))
        found.append(index if is_post else found[element.parent])
    return found


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
