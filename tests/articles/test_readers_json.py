"""JSON Lines and JSON files: one object an article, nothing that JSON does not allow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing import limits
from framing.articles import File, Options, read
from framing.errors import ReadError
from framing.model import Draft


class Store:
    """A JSON file and what reading it gives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def drafts(self, content: str, name: str = "t.jsonl", **options: object) -> list[Draft]:
        path = self._folder / name
        path.write_text(content, encoding="utf-8", newline="")
        return list(read(File(name, path), Options(**options)))  # type: ignore[arg-type]

    def refusal(self, content: str, name: str = "t.jsonl") -> str:
        with pytest.raises(ReadError) as caught:
            self.drafts(content, name)
        return str(caught.value)

    def good_and_bad(self, content: str, name: str = "t.jsonl") -> tuple[list[str], list[int]]:
        """The texts of good objects and the lines of bad ones."""
        path = self._folder / name
        path.write_text(content, encoding="utf-8")
        bad: list[ReadError] = []
        options = Options(skip_bad_rows=True)
        good = [each.text for each in read(File(name, path), options, bad.append)]
        return good, [each.line for each in bad]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


NESTED = '{"text":"x","a":' + "[" * 100_000 + "]" * 100_000 + "}"

BAD = [
    ("xx", "this is no JSON"),
    ('{"text":"x"', "this is no JSON"),
    ('{"text":"x"} {"text":"y"}', "this is no JSON: Extra data"),
    ("[1]", "a list stands where an object is wanted"),
    ('"x"', "a text stands where an object is wanted"),
    ("null", "null stands where an object is wanted"),
    ('{"text":Infinity}', "Infinity is no JSON"),
    ('{"text":"x","n":-Infinity}', "-Infinity is no JSON"),
    ('{"text":"x","n":1e999}', "the number 1e999 is too large"),
    ('{"text":"x","n":' + "9" * 5000 + "}", "is too long"),
    ('{"text":"x","text":"y"}', "the key “text” stands twice"),
    ('{"text":"x","m":{"a":1,"a":1}}', "the key “a” stands twice"),
    (NESTED, "nested too deeply"),
    ('{"text":5}', "text is a number, not a text"),
    ('{"text":["x"]}', "text is a list, not a text"),
    ('{"text":"x","source":{"x":"S"}}', "source is an object, not a text"),
    ('{"text":"x","author":[1]}', "author is a list of other things than texts"),
    ('{"text":" "}', "the row has no text"),
    ('{"text":null}', "the row has no text"),
    ('{"text":NaN}', "the row has no text"),
    ('{"title":"x"}', "nothing is called text or body"),
    ('{"text":"a\tb"}', "this is no JSON: Invalid control character"),
]


class TestLines:
    def test_keys_are_found_like_columns(self, store: Store) -> None:
        (draft,) = store.drafts('{"Body":"the text","headline":"T","date":"2025-01-29","x":"y"}\n')
        assert draft == Draft(
            "the text", "t.jsonl", 1, title="T", published="2025-01-29", meta={"x": "y"}
        )

    def test_other_values_become_text(self, store: Store) -> None:
        row = {"text": "x", "n": 5, "f": 0.5, "b": True, "none": None, "m": {"k": ["é", 1]}}
        (draft,) = store.drafts(json.dumps(row))
        assert draft.meta == {"n": "5", "f": "0.5", "b": "true", "m": '{"k": ["é", 1]}'}

    def test_authors_may_be_a_list(self, store: Store) -> None:
        (draft,) = store.drafts('{"text":"x","author":["Ann Lee","Tom Ode"]}')
        assert draft.author == "Ann Lee, Tom Ode"

    def test_a_map_names_keys(self, store: Store) -> None:
        (draft,) = store.drafts('{"text":"short","story":"long"}', map={"text": "STORY"})
        assert (draft.text, draft.meta) == ("long", {"text": "short"})

    def test_a_map_reaches_into_objects(self, store: Store) -> None:
        row = {"text": "x", "labels": {"genre": ["a", "b"], "by": {"name": "Ann"}}, "a.b": "S"}
        paths = {"author": "labels.by.name", "meta.genre": "labels.genre", "source": "a.b"}
        (draft,) = store.drafts(json.dumps(row), map=paths)
        assert (draft.author, draft.source, draft.meta["genre"]) == ("Ann", "S", '["a", "b"]')

    def test_null_has_null_within(self, store: Store) -> None:
        (draft,) = store.drafts('{"text":"x","labels":null}', map={"author": "labels.by.name"})
        assert draft.author == ""

    @pytest.mark.parametrize("labels", ['{"by":1}', '{"gender":"x"}', '"genre"', "[]"])
    def test_a_path_that_leads_nowhere_is_refused(self, store: Store, labels: str) -> None:
        with pytest.raises(ReadError, match=r"nothing is called labels\.genre; there"):
            store.drafts(f'{{"text":"x","labels":{labels}}}', map={"author": "labels.genre"})

    def test_what_programs_write_for_nothing_says_nothing(self, store: Store) -> None:
        row = '{"text":"x","author":NaN,"date":"NaT","source":"None","a":NaN,"b":"null","c":"No"}'
        (draft,) = store.drafts(row, source="S")
        assert (draft.author, draft.published, draft.source) == ("", "", "S")
        assert draft.meta == {"c": "No"}

    def test_blank_lines_are_passed_over(self, store: Store) -> None:
        drafts = store.drafts('\n{"text":"a"}\r\n\n  \n{"text":"b"}')
        assert [(each.line, each.text) for each in drafts] == [(2, "a"), (5, "b")]

    @pytest.mark.parametrize(("row", "what"), BAD)
    def test_a_bad_row_refuses_the_file_with_its_line(
        self, store: Store, row: str, what: str
    ) -> None:
        found = store.refusal(f'{{"text":"ok"}}\n{row}\n')
        assert found.startswith("t.jsonl:2:")
        assert what in found

    def test_bad_rows_can_be_passed_over(self, store: Store) -> None:
        rows = [row for row, _ in BAD]
        good, bad = store.good_and_bad("\n".join(['{"text":"a"}', *rows, '{"text":"b"}']))
        assert good == ["a", "b"]
        assert bad == list(range(2, len(rows) + 2))

    @pytest.mark.parametrize("content", ["\n", " \n\n"])
    def test_a_file_without_objects_is_refused(self, store: Store, content: str) -> None:
        assert "holds no objects" in store.refusal(content)

    def test_a_row_above_the_cap(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "ROW_BYTES", 100)
        row = json.dumps({"text": "x" * 100})
        assert store.refusal(row).startswith("t.jsonl:1: the row is larger than")
        assert store.good_and_bad(f'{row}\n{{"text":"b"}}') == (["b"], [1])


class TestLists:
    @pytest.mark.parametrize(
        "content",
        [
            '[{"text":"a"},\n {"text":"b"}]',
            '{"text":"a"}\n{"text":"b"}',
            ' [ {"text":"a"},\n{"text":"b"} ] \n',
        ],
    )
    def test_a_list_or_a_row_of_objects(self, store: Store, content: str) -> None:
        drafts = store.drafts(content, "t.json")
        assert [(each.line, each.text) for each in drafts] == [(1, "a"), (2, "b")]

    def test_one_object_over_many_lines(self, store: Store) -> None:
        (draft,) = store.drafts(json.dumps({"text": "a", "title": "T"}, indent=2), "t.json")
        assert (draft.title, draft.text) == ("T", "a")

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            ("[]", "holds no objects"),
            ('[{"text":"a"},\n\n{"text":"b"}', "t.json:3: the list is not closed"),
            ('[{"text":"a"}]\n[', "t.json:1: the list is not closed, or text follows it"),
            ('{"text":"a"}\n]', "t.json:2: the list is not closed, or text follows it"),
            ('[{"text":"a"},\n{"text":b}]', "t.json:2:9: this is no JSON"),
            ('[{"text":"a"},\n{"text":Infinity}]', "t.json:2: Infinity is no JSON"),
            ("[" * 100_000, "nested too deeply"),
            ('[{"text":"a"},\n5]', "t.json:2: a number stands where an object is wanted"),
        ],
    )
    def test_what_is_wrong_is_named_with_its_line(
        self, store: Store, content: str, what: str
    ) -> None:
        assert what in store.refusal(content, "t.json")

    def test_bad_objects_can_be_passed_over(self, store: Store) -> None:
        content = '[{"text":"a"},\n{"title":"x"},\n5,\n{"text":"b"}]'
        assert store.good_and_bad(content, "t.json") == (["a", "b"], [2, 3])
