"""How well web pages are read: their text, date and author beside those that a person took.

    python -m benchmarks.pages FOLDER... [--worst 10]

A folder holds pages, gzipped or not, and `gold.jsonl`: on each line the `file` of a page and what
is known of it: `text`, `published` (an ISO day; empty where the page says none), `author` (a
string), `with` and `without` (lists of strings that its text has to hold, and must not).
trafilatura, where it is installed, reads the same pages in the same run.

The F1 of a text is the harmonic mean of precision and recall of its words, each as often as it
stands there; `counted` is that of what the cleaning rules leave.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import mean, median
from typing import Any

from framing.articles import File, Options, read, take
from framing.errors import ReadError

Found = dict[str, str]
"""The text, date and author that a program finds on a page."""
Figures = dict[str, list[tuple[float, str]]]
"""By measure, the figure of each page that has it, and the page."""


def main(given: list[str] | None = None) -> None:
    """Print the totals of each program, and the worst pages of this one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--worst", type=int, default=10, help="pages named a measure (10)")
    options = parser.parse_args(given)
    for folder in options.folder:
        gold = list(golds(folder))
        print(f"\n{folder}: {len(gold)} pages")
        measured = {name: figures(gold, program) for name, program in programs().items()}
        for name, found in measured.items():
            for measure, pages in found.items():
                shares = [figure for figure, _ in pages]
                low = sum(each < 0.5 for each in shares)
                print(
                    f"{name:12} {measure:9} mean {mean(shares):.4f}  median {median(shares):.4f}"
                    f"  below .5: {low}  n {len(shares)}"
                )
        for measure, pages in measured["framing"].items():
            worst = sorted(each for each in pages if each[0] < 1)[: options.worst]
            for figure, what in worst:
                print(f"  {measure} {figure:.3f} {what}")


def golds(folder: Path) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """Each page and what is known of it."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        content = (folder / gold["file"]).read_bytes()
        yield gzip.decompress(content) if gold["file"].endswith(".gz") else content, gold


def programs() -> dict[str, Callable[[bytes], Found]]:
    """What reads the pages, by name; without trafilatura where that is missing."""
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        return {"framing": by_framing}
    return {"framing": by_framing, "trafilatura": by_trafilatura}


def by_framing(content: bytes) -> Found:
    """What the built-in reader finds; nothing where it refuses the page."""
    with tempfile.NamedTemporaryFile(suffix=".html") as page:
        page.write(content)
        page.flush()
        try:
            (draft,) = read(File("a.html", Path(page.name)), Options(), lambda _: None)
        except ReadError:
            return dict.fromkeys(("text", "counted", "published", "author"), "")
    article = take(draft)
    counted, at = "", 0
    for cut in article.excluded:
        counted, at = counted + article.text[at : cut.start], cut.end
    return {
        "text": draft.text,
        "counted": (counted + article.text[at:]).removeprefix(article.title),
        "published": article.published,
        "author": article.author,
    }


def by_trafilatura(content: bytes) -> Found:
    """What trafilatura finds, as its manual calls it."""
    from trafilatura import bare_extraction

    found = bare_extraction(content, include_comments=False, with_metadata=True)
    held = found.as_dict() if found else {}
    return {
        "text": held.get("text") or "",
        "published": held.get("date") or "",
        "author": held.get("author") or "",
    }


def figures(
    gold: list[tuple[bytes, Mapping[str, Any]]], program: Callable[[bytes], Found]
) -> Figures:
    """The figures of a program, by measure."""
    found: Figures = defaultdict(list)
    for content, known in gold:
        for measure, figure, what in compared(program(content), known):
            found[measure].append((figure, f"{known['file'][:16]} {known.get('url', '')} {what}"))
    return found


def compared(found: Found, gold: Mapping[str, Any]) -> Iterator[tuple[str, float, str]]:
    """What is measured on a page: the measure, its figure, and what to say of it."""
    for field in ("text", "counted"):
        if "text" in gold and field in found:
            yield field, f1(found[field], gold["text"]), ""
    if "published" in gold:
        said = f"“{found['published']}” for “{gold['published']}”"
        yield "published", float(found["published"] == gold["published"]), said
    if "author" in gold:
        said = f"“{found['author']}” for “{gold['author']}”"
        yield "author", float(names(found["author"]) == names(gold["author"])), said
    text = " ".join(found["text"].split())
    for field, held in (("with", 1.0), ("without", 0.0)):
        for each in gold.get(field) or ():
            yield field, held if " ".join(each.split()) in text else 1 - held, each[:60]


def f1(found: str, wanted: str) -> float:
    """The F1 of a text's words."""
    one, other = words(found), words(wanted)
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 1.0


def words(text: str) -> Counter[str]:
    """The words of a text with how often each stands there."""
    return Counter(re.findall(r"\w+", text.lower()))


def names(authors: str) -> set[str]:
    """The words of some names, in any order."""
    return set(re.findall(r"\w+", authors.lower())) - {"and"}


if __name__ == "__main__":
    main()
