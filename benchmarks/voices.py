"""Measures negation, voice and speakers on coded matches of real articles.

    python -m benchmarks.voices CODED --corpus news.jsonl.gz --lexicons FOLDER

CODED is a folder with negation.jsonl and voice.jsonl: one match a line with article, start, end,
text, kind and code (1 for denied, else 0; or a voice), and speakers. The articles are split by the
digest of their id: the rules were learned on one half, `seen`; the other, `kept`, is measured only
where `--kept` asks for it, in totals. `--errors` lists those of the seen half.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from framing.articles import take
from framing.lexicons import Dimension, Lexicon, Term, read_lexicon
from framing.matching import Scanner
from framing.model import Article, Draft, Match

Coded = dict[str, Any]
PARTS = ("seen", "kept")
VOICES = ("headline", "quote", "reported", "narrator", "boilerplate")
SAID = ("quote", "reported")


def part_of(article: str) -> str:
    """The half that an article belongs to."""
    return PARTS[int(hashlib.sha256(article.encode()).hexdigest(), 16) % 2]


def coded_matches(path: Path, part: str) -> list[Coded]:
    """The matches of a half on which both coders agree."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["code"] is not None and part_of(row["article"]) == part]


def articles_of(corpus: Path, wanted: set[str]) -> dict[str, Article]:
    """The articles by the id that the corpus gives them, as an import takes them."""
    found = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in wanted:
                draft = Draft(row["text"], "", source=row["source"], title=row["title"])
                found[row["id"]] = take(draft)
    return found


def lexicon_of(rows: Sequence[Coded]) -> Lexicon:
    """Each coded word in a dimension of its own, where nothing takes it from it."""
    texts = sorted({row["text"] for row in rows if row["kind"] == "term"})
    return Lexicon(
        "coded",
        dimensions=tuple(
            Dimension(f"coded_{number}", terms=(Term(text),)) for number, text in enumerate(texts)
        ),
    )


def moved(row: Coded, text: str) -> int:
    """How far the place of a coded match stands from where its text does; 0 where it does not."""
    whole = row["context"].replace("[[", "").replace("]]", "").replace(" ¶ ", "\n\n")
    at = text.find(whole.strip())
    own = row["context"].replace(" ¶ ", "\n\n").lstrip().index("[[")
    return at + own - row["start"] if at >= 0 else 0


def placed(
    rows: Sequence[Coded], articles: dict[str, Article], lexicons: Sequence[Lexicon]
) -> Iterator[tuple[Coded, Match | None]]:
    """Each coded match with the one found at its place; None where its words do not count."""
    scanner = Scanner([lexicon_of(rows), *lexicons])
    wanted = sorted({row["article"] for row in rows})
    by_place: dict[tuple[str, int, int], list[Match]] = defaultdict(list)
    for name, profile in zip(wanted, scanner.scan([articles[n] for n in wanted]), strict=True):
        for match in profile.matches:
            by_place[name, match.start, match.end].append(match)
    for row in rows:
        by = moved(row, articles[row["article"]].text)
        found = by_place[row["article"], row["start"] + by, row["end"] + by]
        yield row, next((each for each in found if each.kind == row["kind"]), None)


def share(right: int, of: int) -> str:
    """A share with its counts."""
    return f"{right / of:.3f} ({right}/{of})" if of else "-"


def compared(name: str) -> str:
    """A name without case, marks and the articles and fillers in front."""
    plain = re.sub(r"[^\w ]", "", name.lower().replace("’s", "").replace("'s", ""))
    return re.sub(r"^(the|a|an) ", "", " ".join(plain.split()))


def is_named(found: str, speakers: Sequence[str]) -> bool:
    """Whether a found speaker is one that a coder wrote."""
    return compared(found) in map(compared, speakers)


def is_reader_named(found: str, speakers: Sequence[str]) -> bool:
    """Whether a found speaker and a coder’s are one with more or fewer of their titles."""
    own = compared(found).split()
    for speaker in speakers:
        other = compared(speaker).split()
        shorter, longer = sorted((own, other), key=len)
        if shorter and set(shorter) <= set(longer):
            return True
    return not own and not speakers


def show(row: Coded, found: object) -> None:
    """Print an error."""
    why = row["speakers"] if "speakers" in row else row["class"]
    print(f"    {row['id']} {row['code']} found {found} {why}")
    print(f"        {row['context']}")


def measure_negation(pairs: Sequence[tuple[Coded, Match | None]], errors: bool) -> None:
    """Print precision and recall of what is called negated."""
    there = [(row, match) for row, match in pairs if match]
    called = [row["code"] for row, match in there if match.negated]
    denied = [match.negated for row, match in there if row["code"]]
    print(f"  negated: precision {share(sum(called), len(called))}", end="")
    print(f"  recall {share(sum(denied), len(denied))}  not placed {len(pairs) - len(there)}")
    for row, match in pairs:
        if errors and (not match or match.negated != bool(row["code"])):
            show(row, match and len(match.negators))


def measure_voices(pairs: Sequence[tuple[Coded, Match | None]], errors: bool) -> None:
    """Print precision and recall of each voice; what does not count is boilerplate."""
    found = [(row, match.voice if match else "boilerplate") for row, match in pairs]
    for voice in VOICES:
        called = [row["code"] == voice for row, said in found if said == voice]
        coded = [said == voice for row, said in found if row["code"] == voice]
        print(f"  {voice}: precision {share(sum(called), len(called))}", end="")
        print(f"  recall {share(sum(coded), len(coded))}")
    confused = Counter((said, row["code"]) for row, said in found if said != row["code"])
    print("  taken for another:", end="")
    print(*(f" {said} for {code} {n}" for (said, code), n in confused.most_common()), sep=",")
    for row, said in found:
        if errors and said != row["code"]:
            show(row, said)


def measure_speakers(pairs: Sequence[tuple[Coded, Match | None]], errors: bool) -> None:
    """Print how many speakers of words in somebody's voice are those of the coders."""
    both = [
        (row, match)
        for row, match in pairs
        if match and row["code"] in SAID and match.voice in SAID
    ]
    exact = [is_named(match.speaker, row["speakers"]) for row, match in both]
    near = [is_reader_named(match.speaker, row["speakers"]) for row, match in both]
    print(f"  speaker: as written {share(sum(exact), len(exact))}", end="")
    print(f"  with other titles {share(sum(near), len(near))}")
    for row, match in both:
        if errors and not is_named(match.speaker, row["speakers"]):
            show(row, repr(match.speaker))


MEASURES = {
    "negation": (measure_negation,),
    "voice": (measure_voices, measure_speakers),
}


def main(given: Sequence[str] | None = None) -> None:
    """Print the figures of a half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--lexicons", type=Path, required=True)
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(given)
    part = PARTS[options.kept]
    lexicons = [read_lexicon(path) for path in sorted(options.lexicons.glob("*.toml"))]
    for name, measures in MEASURES.items():
        rows = coded_matches(options.coded / f"{name}.jsonl", part)
        articles = articles_of(options.corpus, {row["article"] for row in rows})
        pairs = list(placed(rows, articles, lexicons))
        print(f"{name}, {part}: {len(rows)} matches")
        for measure in measures:
            measure(pairs, options.errors and part == "seen")


if __name__ == "__main__":
    main()
