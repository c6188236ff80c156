"""What a web page holds: its blocks of text, the elements around them, and what its head says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from framing import limits
from framing.articles.readers.page_claims import Claim, claim_of
from framing.articles.readers.page_tokens import attributes_of, cut
from framing.errors import ReadError

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr")
)  # fmt: skip
INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
     "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
     "strong", "sub", "sup", "time", "tt", "u", "var")
)  # fmt: skip
_SKIPPED = frozenset(
    ("script", "style", "template", "svg", "math", "button", "select", "textarea", "iframe",
     "object", "canvas", "noscript", "noembed", "noframes", "xmp", "amp-ad", "amp-auto-ads",
     "amp-consent", "amp-sidebar", "amp-sticky-ad", "amp-embed", "amp-iframe", "amp-analytics",
     "amp-user-notification", "amp-subscriptions-dialog", "amp-next-page", "amp-lightbox",
     "amp-image-lightbox", "amp-social-share", "amp-list", "amp-state", "amp-web-push",
     "amp-web-push-widget", "amp-video", "amp-audio", "amp-youtube", "amp-brightcove",
     "amp-twitter", "amp-facebook", "amp-facebook-page", "amp-instagram", "amp-tiktok",
     "amp-embedly-card", "amp-apester-media", "amp-story-bookend", "amp-autocomplete",
     "amp-pixel", "amp-fx-flying-carpet", "video", "audio")
)  # fmt: skip
"""Elements that hold no text to read."""
_CLOSES_ITSELF = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "option", "head"))
"""Elements whose end tag may be missing: the next of their kind ends them."""


_MOST_CLAIMS = 300
"""So many elements of a page are asked for authors and dates."""
_TEXTS = 30
"""Texts inside an element that are its value."""

_NONE: dict[str, str] = {}


@dataclass(slots=True)
class Element:
    """An element with the blocks `[first, past)` inside it."""

    tag: str
    attributes: dict[str, str]
    parent: int
    first: int
    past: int = 0


@dataclass(slots=True)
class Block:
    """A run of text that no tag of a block breaks: a paragraph, a heading, a cell."""

    text: str
    element: int
    """Number of the element it stands in."""
    linked: float
    """Share of its characters that are links."""


@dataclass(slots=True)
class Outline:
    """The parts of a page, collected while it is cut."""

    file: str
    elements: list[Element] = field(default_factory=lambda: [Element("", {}, -1, 0)])
    blocks: list[Block] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    """The attributes of every `meta` element; a canonical address counts as one."""
    claims: list[Claim] = field(default_factory=list)
    """The elements that say they hold an author or a date, in their order."""
    data: list[str] = field(default_factory=list)
    """The scripts that hold JSON-LD."""
    title: str = ""
    language: str = ""
    _open: list[int] = field(default_factory=lambda: [0])
    _counts: Counter[str] = field(default_factory=Counter)
    _skipped: int = 0
    _links: int = 0
    _parts: list[str] = field(default_factory=list)
    _linked: int = 0
    _claiming: list[tuple[Claim, int]] = field(default_factory=list)
    """The open elements whose text is their claim, with the number of texts before it."""
    _heard: list[str] = field(default_factory=list)
    """The texts inside such elements."""

    def start(self, tag: str, attributes: str) -> None:
        """Take a start tag."""
        if tag in _VOID:
            self._void(tag, attributes)
            return
        if tag not in INLINE:
            self._flush()
            top = self.elements[self._open[-1]].tag
            if top == "p" or (top == tag and tag in _CLOSES_ITSELF):
                self.end(top)
        self._push(tag, attributes_of(attributes) if attributes else _NONE)

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        if max(len(self.elements), len(self.blocks)) >= limits.PAGE_ELEMENTS:
            raise self._too_many()
        self._counts[tag] += 1
        self._skipped += tag in _SKIPPED
        self._links += tag == "a"
        self._open.append(len(self.elements))
        self.elements.append(Element(tag, attributes, self._open[-2], len(self.blocks)))
        if tag == "html":
            self.language = self.language or attributes.get("lang", attributes.get("xml:lang", ""))
        if (tag == "time" or attributes) and len(self.claims) < _MOST_CLAIMS and not self._skipped:
            self._claim(claim_of(tag, attributes, len(self.elements) - 1))

    def _claim(self, claim: Claim | None) -> None:
        if claim:
            self.claims.append(claim)
            if not claim.value:
                self._claiming.append((claim, len(self._heard)))

    def _too_many(self) -> ReadError:
        what = f"the page has more than {limits.PAGE_ELEMENTS} elements or paragraphs"
        return ReadError(what, file=self.file, hint="save its text instead")

    def _void(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._parts.append("\n")
        elif tag == "hr":
            self._flush()
        elif tag == "meta":
            self.metas.append(attributes_of(attributes))
        elif tag == "link":
            found = attributes_of(attributes)
            if found.get("rel", "").lower() == "canonical":
                self.metas.append({"name": "canonical", "content": found.get("href", "")})

    def end(self, tag: str) -> None:
        """Take an end tag, and with it the end of what is still open inside its element."""
        if not self._counts[tag]:
            return
        while True:
            element = self.elements[self._open[-1]]
            if element.tag not in INLINE:
                self._flush()
            self._open.pop()
            element.past = len(self.blocks)
            self._counts[element.tag] -= 1
            self._skipped -= element.tag in _SKIPPED
            self._links -= element.tag == "a"
            if self._claiming and self.elements[self._claiming[-1][0].element] is element:
                claim, begin = self._claiming.pop()
                claim.value = "\n".join(self._heard[begin : begin + _TEXTS])
            if element.tag == tag:
                return

    def text(self, text: str) -> None:
        """Take text."""
        if self.elements[self._open[-1]].tag == "title" and not self._skipped:
            self.title = self.title or " ".join(text.split())
        elif not self._skipped:
            self._parts.append(text.replace("\n", " "))
            if self._claiming:
                self._heard.append(text)
            self._linked += len(text.strip()) if self._links else 0

    def script(self, attributes: str, content: str) -> None:
        """Take a script: what it says of the page as JSON-LD is kept."""
        if "ld+json" in attributes:
            self.data.append(content)

    def close(self) -> None:
        """Take the end of the page."""
        self._flush()
        for index in self._open:
            self.elements[index].past = len(self.blocks)

    def _flush(self) -> None:
        """Make blocks of the text since the last tag of a block; an empty line parts two."""
        if not self._parts:
            return
        lines = [" ".join(line.split()) for line in "".join(self._parts).split("\n")]
        size = sum(map(len, lines))
        share = min(1.0, self._linked / size) if size else 0.0
        paragraph: list[str] = []
        for line in [*lines, ""]:
            if line:
                paragraph.append(line)
            elif len(self.blocks) >= limits.PAGE_ELEMENTS:
                raise self._too_many()
            elif paragraph:
                self.blocks.append(Block("\n".join(paragraph), self._open[-1], share))
                paragraph = []
        self._parts.clear()
        self._linked = 0


def outline(page: str, file: str) -> Outline:
    """The outline of a page. Raises ReadError for one of more elements than the cap."""
    found = Outline(file)
    cut(page, found)
    found.close()
    return found
