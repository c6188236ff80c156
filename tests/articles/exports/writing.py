"""Articles written down as news databases export them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from framing.articles import File, Options, read
from framing.errors import ReadError
from framing.model import Draft

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """An article as an export has to hold it."""

    title: str
    paragraphs: tuple[str, ...]
    source: str = "The Harbour Post"
    day: date = date(2025, 2, 9)
    author: str = "Ann Lee"

    @property
    def words(self) -> int:
        """Words of its text, as databases count them."""
        return sum(len(each.split()) for each in self.paragraphs)

    @property
    def english(self) -> str:
        """Its day as American databases write it."""
        return f"{_MONTHS[self.day.month - 1]} {self.day.day}, {self.day.year}"

    @property
    def british(self) -> str:
        """Its day with the day first."""
        return f"{self.day.day} {_MONTHS[self.day.month - 1]} {self.day.year}"


STORIES = (
    Story("Council lends to shipyards", ("The council lends money to yards.", "Unions agree.")),
    Story(
        "Bridge stays shut",
        ("The bridge remains closed after the storm.", "Engineers look at it."),
        "Northern Echo (Leith)",
        date(2025, 2, 10),
        "Bo Marsh",
    ),
    Story(
        "Grain prices fall again",
        ("Grain costs less than a year ago.", "Mills buy more.", "Farmers wait."),
        "Morning Tide",
        date(2025, 12, 11),
        "Cy Dunn",
    ),
)


def nexis_print(stories: Sequence[Story]) -> str:
    """As Nexis printed them until about 2019."""
    return "\n\n\n".join(
        f"{' ' * 31}{number} of {len(stories)} DOCUMENTS\n\n\n{' ' * 33}{story.source}\n\n"
        f"{' ' * 28}{story.english} Sunday\n\n{story.title}\n\nBYLINE: {story.author}\n\n"
        f"SECTION: NEWS; Pg. {number}\n\nLENGTH: {story.words} words\n\n"
        + "\n\n".join(story.paragraphs)
        + f"\n\nLOAD-DATE: {story.english}\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
        f"{' ' * 24}Copyright {story.day.year} Harbour Press\n{' ' * 30}All Rights Reserved\n"
        for number, story in enumerate(stories, 1)
    )


def nexis(stories: Sequence[Story]) -> str:
    """As Nexis Uni has them."""
    return "\n\n\n".join(
        f"{story.title}\n\n{story.source}\n\n{story.english} Sunday\n\n"
        f"Copyright {story.day.year} Harbour Press All Rights Reserved\n\nSection: NEWS; Pg. 2\n\n"
        f"Length:\u00a0{story.words} words\n\nByline:\u00a0{story.author}\n\nBody\n\n"
        + "\n\n".join(story.paragraphs)
        + f"\n\nClassification\n\nLanguage: ENGLISH\n\nPublication-Type: Newspaper\n\n"
        f"Subject: PORTS (90%); SHIPS (75%)\n\nLoad-Date: {story.english}\n\nEnd of Document"
        for story in stories
    )


def factiva(stories: Sequence[Story]) -> str:
    """As Factiva has them without field codes."""
    return "\n\n".join(
        f"News\n{story.title}\nBy {story.author}\n{story.words} words\n{story.british}\n"
        f"{story.source}\nHARB\n{number}\nEnglish\n(c) {story.day.year} Harbour Press.\n\n"
        + "\n\n".join(story.paragraphs)
        + f"\n\nHarbour Press Limited\n\nDocument HARB0000{story.day:%Y%m%d}e{number:08}\n"
        for number, story in enumerate(stories, 1)
    )


def factiva_codes(stories: Sequence[Story]) -> str:
    """As Factiva has them with field codes."""
    return "\n\n".join(
        f"SE  News\nHD  {story.title}\nBY  By {story.author}\nWC  {story.words} words\n"
        f"PD  {story.british}\nSN  {story.source}\nSC  HARB\nPG  {number}\nLA  English\n"
        f"CY  (c) {story.day.year} Harbour Press.\nLP  {story.paragraphs[0]}\n"
        + ("TD\n" + "\n\n".join(story.paragraphs[1:]) + "\n" if story.paragraphs[1:] else "")
        + f"NS  gcat : Political/General News\nRE  uk : United Kingdom\n"
        f"PUB  Harbour Press Limited\nAN  Document HARB0000{story.day:%Y%m%d}e{number:08}\n"
        for number, story in enumerate(stories, 1)
    )


def proquest(stories: Sequence[Story]) -> str:
    """As ProQuest has them as text."""
    rule = "_" * 60
    return f"{rule}\n\n" + f"\n\n{rule}\n\n".join(
        f"Document {number} of {len(stories)}\n\n{story.title}\n\nAuthor: {story.author}\n\n"
        f"Publication info: {story.source} ; Leith (UK) [Leith (UK)]{story.day:%d %b %Y}: "
        f"A.{number}.\n\nProQuest document link\n\nAbstract: It is about ships.\n\n"
        "Links: Check availability\n\n"
        "Full text: " + "\n\n".join(story.paragraphs) + f"\n\nSubject: Ports; Ships\n\n"
        f"Title: {story.title}\n\nPublication title: {story.source}; Leith (UK)\n\n"
        f"Pages: A.{number}\n\nPublication date: {story.english}\n\n"
        "Section: News\n\nPublisher: Harbour Press\n\n"
        f"Language of publication: English\n\nProQuest document ID: 10{number:06}\n\n"
        f"Document URL: https://example.org/docview/10{number:06}\n\n"
        f"Copyright: Copyright Harbour Press {story.english}\n\nDatabase: ProQuest Central"
        for number, story in enumerate(stories, 1)
    )


def newsbank(stories: Sequence[Story]) -> str:
    """As NewsBank has them."""
    return "\n\n".join(
        f"{story.title}\n{story.source} - {story.english}\nAuthor: {story.author}\nSection: News\n"
        f"Page: {number}A\n\n"
        + "\n\n".join(story.paragraphs)
        + f"\n\nRecord Number: 0A{number:06}\n"
        f"Copyright (c) {story.day.year} Harbour Press\nOpenURL Link"
        for number, story in enumerate(stories, 1)
    )


def ruled(stories: Sequence[Story]) -> str:
    """As they are pasted one below the other."""
    return f"\n\n{'=' * 40}\n\n".join(
        f"{story.title}\n\n{story.source}\n{story.british}\nBy {story.author}\n\n"
        + "\n\n".join(story.paragraphs)
        for story in stories
    )


WRITERS: dict[str, Callable[[Sequence[Story]], str]] = {
    each.__name__: each
    for each in (nexis_print, nexis, factiva, factiva_codes, proquest, newsbank, ruled)
}
"""Every layout by its name here."""


def drafts(
    folder: Path, text: str | bytes, told: list[ReadError] | None = None, name: str = "a.txt"
) -> list[Draft]:
    """The articles of a file with some text; what is left out or remarked goes to `told`."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    options = Options(skip_bad_rows=told is not None)
    return list(read(File(name, path), options, told.append if told is not None else None))
