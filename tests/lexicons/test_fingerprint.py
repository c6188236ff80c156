"""Fingerprints: equal for equal scores, whatever the file looks like; round trips keep them."""

import dataclasses
import hashlib
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicons import Dimension, Example, Lexicon, Rule, Term, read_lexicon
from framing.lexicons.formats import FORMATS, parse_lexicon
from framing.model import LexiconVersion
from tests.paths import ROOT

BASE = """\
name = "x"
title = "T"
version = "1"
language = "en"
license = "CC0-1.0"
source = "here"
[dimensions.d]
title = "D"
description = "what it claims"
negated = "drop"
terms = ["risk*", { pattern = "state-backed", weight = 2.0, note = "n" }]
exclude = ["risk-free"]
near = [{ name = "a by b", groups = ["a", "b"], within = 5 }]
[dimensions.e]
terms = ["bubble"]
[groups]
a = ["government", "state"]
b = ["fund*"]
[[examples]]
text = "A risky plan."
match = ["d"]
"""


def fingerprint(text: str) -> str:
    return parse_lexicon(Path("x.toml"), text.encode()).fingerprint


COSMETIC = {
    "comment": ("[dimensions.d]\n", "# about d\n[dimensions.d]  # d\n"),
    "spacing": ('title = "D"', '   title="D"  '),
    "quotes": ('"D"', "'D'"),
    "escape": ('"risk*"', '"\\u0072isk*"'),
    "space in a pattern": ('"risk-free"', '"  risk-free "'),
    "line breaks": ('terms = ["risk*", {', 'terms = [\n"risk*",\n{'),
    "order of terms": (
        '"risk*", { pattern = "state-backed", weight = 2.0, note = "n" }',
        '{ weight = 2, pattern = "state-backed", note = "n" }, "risk*"',
    ),
    "entry twice": ('"risk*",', '"risk*", "risk*",'),
    "default written out": ('["bubble"]', '[{ pattern = "bubble", weight = 1 }]\nnegated="count"'),
    "note": ('"n"', '"another note"'),
    "example": ("A risky plan.", "A risky idea."),
    "definition": ('"what it claims"', '"what it claims"\ndefinition = "what coders look for"'),
    "block": (
        'terms = ["bubble"]',
        '[[dimensions.e.terms_with]]\nweight = 1\npatterns = ["bubble"]',
    ),
    "scope written out": ("within = 5", 'within = 5, scope = "sentence"'),
    "case written out": ('["risk-free"]', '[{ pattern = "risk-free", case = false }]'),
    "order of groups": ('["a", "b"], within', '["b", "a"], within'),
    "order of a group": ('["government", "state"]', '["state", "government"]'),
}

REAL = {
    "name": ('name = "x"', 'name = "y"'),
    "title": ('title = "T"', 'title = "U"'),
    "version": ('"1"', '"1.1"'),
    "language": ('"en"', '"nl"'),
    "license": ("CC0-1.0", "MIT"),
    "source": ('"here"', '"there"'),
    "dimension's name": ("[dimensions.e]", "[dimensions.f]"),
    "dimension's title": ('"D"', '"E"'),
    "description": ("what it claims", "what it says"),
    "negated": ('"drop"', '"count"'),
    "pattern": ('"risk*"', '"risks"'),
    "case of a pattern": ('"risk*"', '"Risk*"'),
    "weight": ("weight = 2.0", "weight = 2.5"),
    "one term more": ('["bubble"]', '["bubble", "boom"]'),
    "exclusion": ('["risk-free"]', '["risk averse"]'),
    "rule's name": ('"a by b"', '"a with b"'),
    "window": ("within = 5", "within = 6"),
    "order asked": ("within = 5", "within = 5, ordered = true"),
    "rule's weight": ("within = 5", "within = 5, weight = 3"),
    "member of a group": ('["fund*"]', '["fund*", "aid"]'),
    "needs": ('["bubble"]', '[{ pattern = "bubble", needs = ["a"] }]'),
    "unless": ('["bubble"]', '[{ pattern = "bubble", unless = ["a"] }]'),
    "case": ('["bubble"]', '[{ pattern = "bubble", case = true }]'),
    "kind": ('["bubble"]', '[{ pattern = "bubble", kind = "k" }]'),
    "case of an exclusion": ('["risk-free"]', '[{ pattern = "risk-free", case = true }]'),
    "case of a member": ('["fund*"]', '[{ pattern = "fund*", case = true }]'),
    "rule's scope": ("within = 5", 'within = 5, scope = "clause"'),
    "rule's needs": ("within = 5", 'within = 5, needs = ["b"]'),
    "rule's refusals": ("within = 5", 'within = 5, unless = ["b"]'),
    "rule's kind": ("within = 5", 'within = 5, kind = "k"'),
}


class TestFingerprint:
    @pytest.mark.parametrize(("old", "new"), COSMETIC.values(), ids=COSMETIC)
    def test_cosmetic_edits_keep_it(self, old: str, new: str) -> None:
        assert BASE.count(old) == 1
        assert fingerprint(BASE.replace(old, new)) == fingerprint(BASE)

    def test_the_order_of_dimensions_makes_no_difference(self) -> None:
        second = '[dimensions.e]\nterms = ["bubble"]\n'
        moved = BASE.replace(second, "").replace("[dimensions.d]", second + "[dimensions.d]")
        assert fingerprint(moved) == fingerprint(BASE)

    @pytest.mark.parametrize(("old", "new"), REAL.values(), ids=REAL)
    def test_what_can_move_a_score_or_its_meaning_changes_it(self, old: str, new: str) -> None:
        assert BASE.count(old) == 1
        assert fingerprint(BASE.replace(old, new)) != fingerprint(BASE)

    def test_the_order_of_groups_counts_where_the_rule_asks_for_it(self) -> None:
        ordered = BASE.replace("within = 5", "ordered = true")
        assert fingerprint(ordered) != fingerprint(ordered.replace('["a", "b"]', '["b", "a"]'))

    def test_the_order_of_needed_and_refused_groups_makes_no_difference(self) -> None:
        for key in ("needs", "unless"):
            text = BASE.replace("within = 5", f'within = 5, {key} = ["a", "b"]')
            other = text.replace(f'{key} = ["a", "b"]', f'{key} = ["b", "a"]')
            assert fingerprint(other) == fingerprint(text)

    def test_it_is_the_sha256_of_the_canonical_text(self) -> None:
        lexicon = parse_lexicon(Path("x.toml"), BASE.encode())
        digest = hashlib.sha256(lexicon.canonical().encode("utf-8")).hexdigest()
        assert lexicon.reference == LexiconVersion("x", "1", digest)

    def test_the_canonical_text_is_a_contract(self) -> None:
        """Libraries hold it: if this changes, every stored score is stale."""
        lexicon = Lexicon(
            "x",
            version="1",
            dimensions=(Dimension("d", terms=(Term("b"), Term("a", 2))),),
            groups={"g": (Term("é"),)},
        )
        assert lexicon.canonical() == (
            '{"dimensions":[{"description":"","exclude":[],"name":"d","near":[],'
            '"negated":"count","terms":[["a",2.0],["b",1.0]],"title":""}],"groups":{"g":["é"]},'
            '"language":"","license":"","name":"x","source":"","title":"","version":"1"}'
        )


class TestStoredLexicons:
    def test_the_canonical_text_gives_the_lexicon_back(self) -> None:
        lexicon = parse_lexicon(Path("x.toml"), BASE.encode())
        stored = Lexicon.from_canonical(lexicon.canonical())
        assert stored.canonical() == lexicon.canonical()
        assert (stored.title, stored.source) == ("T", "here")
        assert stored.dimensions[0].near == (Rule("a by b", ("a", "b"), 5),)

    @pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"name": 1}', "[" * 100_000])
    def test_damaged_text_is_refused(self, text: str) -> None:
        with pytest.raises(LexiconError, match="a stored lexicon is damaged"):
            Lexicon.from_canonical(text)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"needs":["a"]', '"needs":["c"]'),
            ('"needs":["a"]', f'"needs":{json.dumps(["a"] * 9)}'),
            ('{"kind":"k","needs":["a"]}', "7"),
        ],
    )
    def test_a_context_that_no_file_may_hold_is_refused(self, old: str, new: str) -> None:
        text = BASE.replace('["bubble"]', '[{ pattern = "bubble", needs = ["a"], kind = "k" }]')
        canonical = parse_lexicon(Path("x.toml"), text.encode()).canonical()
        assert old in canonical
        with pytest.raises(LexiconError, match="damaged"):
            Lexicon.from_canonical(canonical.replace(old, new))

    def test_a_canonical_text_with_a_part_missing_is_refused(self) -> None:
        content = json.loads(parse_lexicon(Path("x.toml"), BASE.encode()).canonical())
        del content["dimensions"][0]["terms"]
        with pytest.raises(LexiconError, match="damaged"):
            Lexicon.from_canonical(json.dumps(content))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t")).map(
    lambda text: unicodedata.normalize("NFC", text)
)
NAMES = st.text("aB7 .=\"'\\]é#", min_size=1, max_size=12).filter(lambda name: name == name.strip())
PATTERNS = st.lists(
    st.sampled_from(["risk*", "state", "b?nk", "U.S.", "R&D", "größe", "don't", "2.5", "oil"]),
    min_size=1,
    max_size=3,
).map(" ".join)
WEIGHTS = st.floats(0, 1_000_000)
GROUPS = {
    "first": (Term("state"), Term("WHO", note="the body", case=True)),
    'a "second"': (Term("fund*"), Term("aid")),
}
SOME = [(), ("first",), ('a "second"',)]
CONTEXTS = st.sampled_from([(a, b) for a in SOME for b in SOME if not (a and a == b)]).map(
    lambda lists: {"needs": lists[0], "unless": lists[1]}
)
KINDS = st.sampled_from(["", "given", 'a "kind"'])
ENTRIES = st.builds(
    lambda pattern, weight, note, case, kind, context: Term(
        pattern, weight, note, case=case, kind=kind, **context
    ),
    *(PATTERNS, WEIGHTS, TEXTS, st.booleans(), KINDS, CONTEXTS),
)


def unique(entries: list[Term]) -> tuple[Term, ...]:
    return tuple({entry.pattern.casefold(): entry for entry in entries}.values())


RULES = st.builds(
    lambda name, groups, within, ordered, weight, note, scope, kind, context: Rule(
        name, groups, within, ordered, weight, note, scope=scope, kind=kind, **context
    ),
    NAMES.map(lambda name: f"rule: {name}"),
    st.permutations(list(GROUPS)).map(tuple),
    st.integers(1, 100),
    st.booleans(),
    WEIGHTS,
    TEXTS,
    st.sampled_from(["sentence", "clause"]),
    KINDS,
    CONTEXTS,
)
DIMENSIONS = st.builds(
    Dimension,
    NAMES,
    TEXTS,
    TEXTS,
    st.sampled_from(["drop", "count"]),
    st.lists(ENTRIES, min_size=1, max_size=4).map(unique),
    st.lists(st.builds(Term, st.just("never a term"), case=st.booleans()), max_size=1).map(tuple),
    st.lists(RULES, max_size=3, unique_by=lambda rule: rule.name).map(tuple),
    TEXTS,
)
LEXICONS = st.builds(
    Lexicon,
    st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    *[TEXTS] * 5,
    st.lists(
        DIMENSIONS, min_size=1, max_size=3, unique_by=lambda dimension: dimension.name.casefold()
    ).map(tuple),
    st.just(GROUPS),
    st.lists(st.builds(Example, TEXTS.filter(str.strip), st.just(())), max_size=2).map(tuple),
)


def without_lines(lexicon: Lexicon) -> Lexicon:
    def plain(entries: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(dataclasses.replace(entry, line=0) for entry in entries)

    return dataclasses.replace(
        lexicon,
        path="",
        dimensions=tuple(
            dataclasses.replace(
                each,
                terms=plain(each.terms),
                exclude=plain(each.exclude),
                near=tuple(dataclasses.replace(rule, line=0) for rule in each.near),
            )
            for each in lexicon.dimensions
        ),
        groups={name: plain(members) for name, members in lexicon.groups.items()},
        examples=tuple(dataclasses.replace(each, line=0) for each in lexicon.examples),
    )


class TestRoundTrips:
    @given(LEXICONS)
    def test_what_is_written_is_read_back(self, lexicon: Lexicon) -> None:
        write = FORMATS["toml"].write
        assert write
        again = parse_lexicon(Path("x.toml"), write(lexicon).encode())
        assert without_lines(again) == lexicon
        assert again.fingerprint == lexicon.fingerprint
        stored = Lexicon.from_canonical(again.canonical())
        assert stored.fingerprint == again.fingerprint

    def test_notes_and_examples_are_written_too(self) -> None:
        lexicon = parse_lexicon(Path("x.toml"), BASE.encode())
        write = FORMATS["toml"].write
        assert write
        again = parse_lexicon(Path("x.toml"), write(lexicon).encode())
        assert without_lines(again) == without_lines(lexicon)

    def test_bundled_lexicons(self, tmp_path: Path) -> None:
        write = FORMATS["toml"].write
        assert write
        for path in sorted((ROOT / "lexicons").glob("*.toml")):
            lexicon = read_lexicon(path)
            (tmp_path / path.name).write_text(write(lexicon), encoding="utf-8")
            assert read_lexicon(tmp_path / path.name).fingerprint == lexicon.fingerprint
