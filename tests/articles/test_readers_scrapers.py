"""What scrapers, news APIs and exports write: field names, wrappers, cells of HTML and escapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.articles import File, Options, read
from framing.articles.readers.base import LeftOutError, RemarkError
from framing.articles.readers.field_names import FIELDS, LISTINGS
from framing.errors import ReadError
from framing.model import Draft
from tests.growth import Linear, repeated


class Store:
    """A file and what reading it gives and tells."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.told: list[ReadError] = []

    def drafts(self, content: Any, name: str = "t.json", **options: Any) -> list[Draft]:
        path = self._folder / name
        content = content if isinstance(content, str) else json.dumps(content)
        path.write_text(content, encoding="utf-8", newline="")
        self.told.clear()
        return list(read(File(name, path), Options(**options), self.told.append))

    def draft(self, content: Any, name: str = "t.json", **options: Any) -> Draft:
        (found,) = self.drafts(content, name, **options)
        return found

    def row(self, **cells: str) -> Draft:
        """The article of a row of CSV."""
        quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells.values()]
        return self.draft(",".join(cells) + "\n" + ",".join(quoted), "t.csv")

    def refusal(self, content: Any, name: str = "t.json", **options: Any) -> str:
        with pytest.raises(ReadError) as caught:
            self.drafts(content, name, **options)
        return str(caught.value)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


NAMES = [(field, name) for field, names in FIELDS.items() for name in names]
SPELT = [str.upper, str.title, lambda name: name.replace("_", " "), lambda n: n.replace("_", "")]


class TestNames:
    @pytest.mark.parametrize(("field", "name"), NAMES)
    def test_every_known_name_is_taken(self, store: Store, field: str, name: str) -> None:
        draft = store.draft({"text": "The text.", name: "the value"})
        assert (getattr(draft, field), draft.meta) == (
            ("The text.", {name: "the value"}) if name in FIELDS["text"][8:]
            else ("the value", {"text": "The text."}) if field == "text" and name != "text"
            else ("the value", {})
        )  # fmt: skip

    @pytest.mark.parametrize("name", ["Pub Date", "pub-date", "PUB_DATE", "pubDate", "Pub.Date"])
    def test_spelling_is_no_difference(self, store: Store, name: str) -> None:
        assert store.draft(f"Body Text,{name}\nt,2025-02-09\n", "t.csv").published == "2025-02-09"

    def test_of_two_names_the_more_special_wins_and_the_other_stays(self, store: Store) -> None:
        found = store.row(
            text="Short.", full_text="The whole.", date="1 May", pub_date="2025-02-09"
        )
        assert (found.text, found.published) == ("The whole.", "2025-02-09")
        assert found.meta == {"text": "Short.", "date": "1 May"}

    def test_where_one_name_is_empty_another_counts(self, store: Store) -> None:
        found = store.row(
            text="t", source_name="", outlet="The Herald", author="None", byline="Ann"
        )
        assert (found.source, found.author, found.meta) == ("The Herald", "Ann", {})

    def test_a_map_wins_over_known_names(self, store: Store) -> None:
        row = {"text": "t", "full_text": "long", "Deck": "d"}
        found = store.draft(row, map={"text": "text", "title": "deck"})
        assert (found.text, found.title, found.meta) == ("t", "d", {"full_text": "long"})

    @pytest.mark.parametrize("byline", ["By Ann Lee", "by Ann Lee", "BY: Ann Lee", "Ann Lee"])
    def test_a_byline_is_the_name(self, store: Store, byline: str) -> None:
        assert store.row(text="t", byline=byline).author == "Ann Lee"

    @pytest.mark.parametrize(
        ("cell", "author"),
        [
            ("['Ann Lee', \"Tom O'De\"]", "Ann Lee, Tom O'De"),
            ('["Ann Lee"]', "Ann Lee"),
            ("[]", ""),
            ("[Ann], 'Tom'", "[Ann], 'Tom'"),
        ],
    )
    def test_a_list_in_a_cell_is_its_names(self, store: Store, cell: str, author: str) -> None:
        assert store.row(text="t", authors=cell).author == author

    def test_a_number_is_no_author(self, store: Store) -> None:
        found = store.draft({"text": "t", "author": 7})
        assert (found.author, found.meta) == ("", {"author": "7"})

    @pytest.mark.parametrize("name", ["description", "summary", "Abstract", "snippet", "excerpt"])
    def test_a_summary_is_never_the_text(self, store: Store, name: str) -> None:
        told = store.refusal([{"title": "T", name: "A ferry."}])
        assert "nothing is called text" in told
        assert f"“{name}” is a summary" in told
        assert store.draft([{name: "A ferry."}], map={"text": name}).text == "A ferry."

    @pytest.mark.parametrize("known", LISTINGS, ids=lambda known: known.what)
    def test_lists_without_texts_are_known(self, store: Store, known: Any) -> None:
        content = ",".join((*known.names, "other")) + "\n" + ",".join("x" * (len(known.names) + 1))
        told = store.refusal(content, "t.csv")
        assert f"this is {known.what}" in told
        assert known.hint in told

    def test_a_table_without_header_may_be_known_too(self, store: Store) -> None:
        row = "20250209083000-7\t20250209083000\t1\tx.example\thttps://x.example/a\t;,;\t,,\n"
        assert "GDELT's knowledge graph" in store.refusal(row + row, "t.csv")

    def test_a_table_without_names_is_refused(self, store: Store) -> None:
        told = store.refusal("https://x.example/a\tnull\tnull\tA ferry.\n", "t.csv")
        assert "t.csv:1: the first row has an address where the name of a column" in told


class TestSources:
    ADDRESS = "https://www.herald.example/2025/ferry"

    def test_an_address_is_the_url_and_its_host_the_source(self, store: Store) -> None:
        found = store.drafts([{"text": text, "source": self.ADDRESS} for text in "abc"])
        assert {(each.source, each.url) for each in found} == {("herald.example", self.ADDRESS)}
        (told,) = store.told
        assert isinstance(told, RemarkError)
        assert "the source of 3 articles is an address" in str(told)

    @pytest.mark.parametrize("name", ["source-hostname", "media_name", "site_name", "Outlet"])
    def test_who_is_named_beside_an_address_is_the_source(self, store: Store, name: str) -> None:
        found = store.draft({"text": "t", "source": self.ADDRESS, name: "The Herald"})
        assert (found.source, found.url, found.meta) == ("The Herald", self.ADDRESS, {})

    def test_an_address_beside_another_url_is_kept(self, store: Store) -> None:
        found = store.draft({"text": "t", "source": self.ADDRESS, "url": "https://x.example/b"})
        assert (found.source, found.url) == ("herald.example", "https://x.example/b")
        assert found.meta == {"source": self.ADDRESS}

    def test_a_host_is_told_without_its_www(self, store: Store) -> None:
        assert store.draft({"text": "t", "source_domain": "www.x.example"}).source == "x.example"

    def test_who_the_user_names_is_the_source(self, store: Store) -> None:
        assert store.draft({"text": "t", "source": self.ADDRESS}, source="Mine").source == "Mine"

    @pytest.mark.parametrize(
        "source", ["The https://x.example Herald", "herald.example", "http://[::1", "ftp://x/y"]
    )
    def test_what_is_no_address_is_a_name(self, store: Store, source: str) -> None:
        found = store.draft({"text": "t", "source": source})
        assert (found.source, found.url) == (source, "")


class TestObjects:
    @pytest.mark.parametrize("inner", [{"name": "The Herald"}, {"title": "The Herald"}])
    def test_an_object_is_its_name(self, store: Store, inner: dict[str, str]) -> None:
        found = store.draft({"text": "t", "source": inner})
        assert (found.source, found.meta) == ("The Herald", {})
        rich = {"id": "h", **inner}
        assert store.draft({"text": "t", "source": rich}).meta == {"source": json.dumps(rich)}

    def test_authors_are_texts_or_objects(self, store: Store) -> None:
        found = store.draft(
            {"text": "t", "authors": [{"name": "Ann Lee"}, "Tom Ode", {"name": ""}]}
        )
        assert found.author == "Ann Lee, Tom Ode"

    def test_a_body_of_sections_is_read_in_order(self, store: Store) -> None:
        sections = [
            {"headline": [], "paragraphs": ["The ferry sails.", "It is late."]},
            {"headline": ["Costs"], "paragraphs": ["They rise."]},
        ]
        found = store.draft({"body": {"summary": ["A ferry."], "sections": sections}})
        assert found.text == "A ferry.\n\nThe ferry sails.\n\nIt is late.\n\nCosts\n\nThey rise."
        assert found.meta == {}

    def test_what_is_rendered_is_the_text(self, store: Store) -> None:
        row = {"title": {"rendered": "A&#8217;s"}, "content": {"rendered": "<p>A ferry.</p>"}}
        found = store.draft([{**row, "link": "https://x.example/a", "date": "2025-02-09T08:30:00"}])
        assert (found.text, found.title, found.url) == ("A ferry.", "A’s", "https://x.example/a")

    def test_an_object_that_fits_no_field_stays_in_the_meta(self, store: Store) -> None:
        assert store.draft({"text": "t", "site": {"x": 1}}).meta == {"site": '{"x": 1}'}

    def test_fields_may_lie_in_an_object(self, store: Store) -> None:
        row = {
            "webTitle": "W",
            "fields": {"bodyText": "A ferry.", "byline": "Ann", "wordcount": "2"},
        }
        found = store.draft([row])
        assert (found.text, found.author, found.title) == ("A ferry.", "Ann", "W")
        assert found.meta == {"fields.wordcount": "2"}

    def test_columns_made_of_objects(self, store: Store) -> None:
        content = (
            "fields.bodyText,source.name,source.id,byline.original\nA ferry.,The Herald,h,By Ann\n"
        )
        found = store.draft(content, "t.csv")
        assert (found.text, found.source, found.author) == ("A ferry.", "The Herald", "Ann")
        assert found.meta == {"source.id": "h"}


ROWS = [{"text": "a"}, {"text": "b"}]


class TestWrappers:
    @pytest.mark.parametrize(
        "content",
        [
            {"status": "ok", "articles": ROWS},
            {"response": {"status": "ok", "results": ROWS}},
            {"articles": {"page": 1, "results": ROWS}},
            {"stories": ROWS, "next": None},
            {"response": {"docs": ROWS}},
            {"hits": {"total": 2, "hits": [{"_source": row} for row in ROWS]}},
            {"The Herald": ROWS[:1], "The Courier": ROWS[1:]},
        ],
    )
    @pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
    def test_the_articles_in_an_answer_are_found(
        self, store: Store, content: Any, name: str
    ) -> None:
        assert [each.text for each in store.drafts(content, name)] == ["a", "b"]

    def test_what_stood_beside_them_is_named_once(self, store: Store) -> None:
        content = {"status": "ok", "response": {"total": 2, "results": ROWS}}
        store.drafts(json.dumps(content) + "\n" + json.dumps(content), "t.jsonl")
        (told,) = store.told
        assert isinstance(told, LeftOutError)
        assert "response.results; left out beside them: status, response.total" in str(told)

    def test_lists_by_source_say_the_source(self, store: Store) -> None:
        found = store.drafts({"The Herald": ROWS, "The Courier": [{"text": "c", "source": "C"}]})
        assert [each.source for each in found] == ["The Herald", "The Herald", "C"]

    def test_an_article_with_lists_is_an_article(self, store: Store) -> None:
        found = store.draft({"text": "a", "items": [{"text": "b"}]})
        assert (found.text, found.meta) == ("a", {"items": '[{"text": "b"}]'})

    def test_an_empty_answer(self, store: Store) -> None:
        assert "holds no objects" in store.refusal({"status": "ok", "articles": []})


class TestDates:
    @pytest.mark.parametrize(
        "value", [1739089800, 1739089800.5, 1739089800000, 1739089800000000, "1739089800"]
    )
    def test_seconds_since_1970_are_a_day(self, store: Store, value: Any) -> None:
        assert store.draft({"text": "t", "timestamp": value}).published == "2025-02-09"

    def test_a_number_elsewhere_stays(self, store: Store) -> None:
        assert store.draft({"text": "t", "id": 1739089800}).meta == {"id": "1739089800"}


class TestMarkup:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("<p>A ferry.</p><p>It is <b>late</b>.</p>", "A ferry.\n\nIt is late."),
            ("<div>A ferry<br/>is late<script>var risk = 1</script></div>", "A ferry\nis late"),
            ("<style>p{}</style><p>A &amp; B&nbsp;sail.", "A & B sail."),
            ("A <i>late</i> ferry.\n\nIt sails.", "A late ferry.\n\nIt sails."),
            ("&lt;p&gt;A ferry.&lt;/p&gt;", "A ferry."),
            ("<P CLASS='x'>A ferry.</P>", "A ferry."),
            ("A ferry.<br>It sails", "A ferry.\nIt sails"),
            ("<p>A ferry.", "A ferry."),
            ('A <a href="https://x.example/risk">late ferry', "A late ferry"),
            ("A &lt;b&gt;late&lt;/b&gt; R&D ferry", "A late R&D ferry"),
        ],
    )
    def test_the_words_of_markup_are_the_text(self, store: Store, cell: str, text: str) -> None:
        assert store.row(text=cell).text == text
        assert "the text of 1 article holds HTML" in str(store.told[-1])

    @pytest.mark.parametrize(
        "cell",
        [
            "a < b and c > d",
            "if x<y then y>x",
            "Use the <br> tag.",
            "<ann@x.example> wrote to <tom@x.example>",
            "<Name> and </Name>",
            "1 <2> 3",
        ],
    )
    def test_angle_brackets_alone_are_no_markup(self, store: Store, cell: str) -> None:
        assert store.row(text=cell).text == cell
        assert store.told == []

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("A &quot;ferry&quot; &amp; a boat", 'A "ferry" & a boat'),
            ("It&#8217;s&nbsp;late", "It’s late"),
            ("It&amp;rsquo;s late", "It’s late"),
            ("R&D&nbsp;pays &amp; sails", "R&D pays & sails"),
        ],
    )
    def test_escapes_alone_are_undone(self, store: Store, cell: str, text: str) -> None:
        assert store.row(text=cell).text == text
        assert "is escaped as in HTML" in str(store.told[-1])

    @pytest.mark.parametrize(
        "cell", ["R&D writes &amp; for it", "A & B", "x &lt y", "&bogus", "A\xa0& B"]
    )
    def test_an_and_sign_that_escapes_nothing_stays(self, store: Store, cell: str) -> None:
        assert store.row(text=cell).text == cell
        assert store.told == []

    def test_how_many_is_said_once(self, store: Store) -> None:
        store.drafts([{"text": "<p>a</p>"}] * 3 + [{"text": "b"}])
        assert [str(told) for told in store.told] == [
            "t.json: the text of 3 articles holds HTML: "
            "its words are taken, without tags and scripts"
        ]

    def test_markup_without_words_is_no_text(self, store: Store) -> None:
        assert "the row has no text" in store.refusal([{"text": "<p></p><script>x</script>"}])

    @pytest.mark.parametrize("unit", ["<", "<p", "<p>", "</p>", "&amp;", "&", "\\n", "<!--", "[+"])
    def test_hostile_cells_take_little_time(self, store: Store, unit: str, linear: Linear) -> None:
        linear(
            store.drafts, lambda size: json.dumps({"text": f"x {repeated(unit, size)}"}), 200_000
        )


class TestValues:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (r"""['A ferry\'s late.', "It isn't early."]""", "A ferry's late.\n\nIt isn't early."),
            (r"b'A ferry\xe2\x80\x99s late.'", "A ferry’s late."),
            (r"A ferry\u2019s \ud83d\ude00 late", "A ferry’s 😀 late"),
        ],
    )
    def test_what_python_wrote_is_read(self, store: Store, cell: str, text: str) -> None:
        assert store.row(text=cell).text == text
        assert "is written as a program's value" in str(store.told[-1])

    @pytest.mark.parametrize(
        "cell", [r"C:\u2019 is a folder", "[sic] 'a'", "['a' and 'b']", "b'a'"]
    )
    def test_what_only_looks_alike_stays(self, store: Store, cell: str) -> None:
        assert store.row(text=cell).text == cell
        assert store.told == []

    def test_excels_line_break_is_one(self, store: Store) -> None:
        assert store.row(text="A ferry_x000D_\nis late").text == "A ferry\nis late"
        assert "has _x000D_ for its line breaks" in str(store.told[-1])

    @pytest.mark.parametrize(
        "cell", ["NaN", "None", "#N/A", "[Removed]", "[deleted]", "ONLY AVAILABLE IN PAID PLANS"]
    )
    def test_a_word_for_no_text_is_none(self, store: Store, cell: str) -> None:
        assert "the row has no text" in store.refusal([{"text": cell}])

    @pytest.mark.parametrize("unit", ["'a', ", "\\u2019", " ", "\\'"])
    def test_hostile_values_take_little_time(self, store: Store, unit: str, linear: Linear) -> None:
        linear(
            store.drafts, lambda size: json.dumps({"text": f"['a'{repeated(unit, size)}"}), 200_000
        )


class TestBreaks:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (r"A ferry\n\nIt is late.\nVery.", "A ferry\n\nIt is late.\nVery."),
            (r"A ferry.\r\nIt is late.", "A ferry.\nIt is late."),
            (r"A ferry.\nit is late", "A ferry.\nit is late"),
        ],
    )
    def test_written_breaks_are_made_such(self, store: Store, cell: str, text: str) -> None:
        assert store.row(text=cell).text == text
        assert r"the text of 1 article has \n for its line breaks" in str(store.told[-1])

    @pytest.mark.parametrize(
        "cell", ["Python's \\n\nis a break.", r"C:\News and C:\new", r"the \nabla of f", r"a\b"]
    )
    def test_other_backslashes_stay(self, store: Store, cell: str) -> None:
        assert store.row(text=cell).text == cell

    @pytest.mark.parametrize(
        "mark", ["… [+4994 chars]", "... [+1 chars]", " [77 chars]", "… [9 characters]"]
    )
    def test_what_a_service_cut_is_said(self, store: Store, mark: str) -> None:
        found = store.draft({"articles": [{"content": f"A ferry is la{mark}"}]})
        assert found.text.strip() == "A ferry is la"
        assert "the text of 1 article was cut short" in str(store.told[-1])


class TestDelimiters:
    @pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=;;;"])
    def test_a_first_line_names_the_delimiter(self, store: Store, said: str) -> None:
        content = f"{said}\r\nHeadline;Body Text\r\nA, B;one, two\r\n"
        found = store.draft(content, "t.csv")
        assert (found.text, found.title, found.line) == ("one, two", "A, B", 3)

    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
    def test_names_spelt_otherwise_tell_it_too(self, store: Store, delimiter: str) -> None:
        content = delimiter.join(("Pub Date", "Body Text")) + "\n" + delimiter.join("12") + "\n"
        assert store.draft(content, "t.csv").text == "2"

    def test_a_table_without_text_is_cut_where_its_names_are(self, store: Store) -> None:
        assert "there are: Title, Date, Words" in store.refusal(
            "Title;Date;Words\na;b;c\n", "t.csv"
        )


LEAVES = ("", "qx", "qz", "https://q.example/")
VALUES = st.recursive(
    st.none() | st.sampled_from([*LEAVES, 7777, True, False]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "id", "sections", "w"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [*(name for _, name in NAMES), "fields", "_source", "summary", "Source", "w"]
)


def words(value: Any) -> set[str]:
    """What stands in a value of JSON, whatever it lies in."""
    if isinstance(value, (list, dict)):
        inner = value.values() if isinstance(value, dict) else value
        return set().union(*map(words, inner))
    return {str(value)} if value else set()


class TestNothingIsLost:
    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(row=st.dictionaries(KEYS, VALUES, max_size=8))
    def test_every_value_is_taken_or_kept(self, store: Store, row: dict[str, Any]) -> None:
        try:
            (found,) = store.drafts([{"text": "A ferry.", **row}])
        except ReadError:
            return
        fields = (found.text, found.source, found.title, found.published, found.url, found.author)
        said = " ".join((*fields, found.publisher, found.language, *found.meta.values()))
        said = said.replace("true", "True")
        assert {word for word in words(row) if word not in said} <= {"https://q.example/"}
        assert "q.example" in said or "https://q.example/" not in words(row)

    def test_ten_thousand_keys_and_long_lists(self, store: Store) -> None:
        row = {f"k{number}": number for number in range(10_000)} | {"authors": ["Ann"] * 10_000}
        found = store.draft([{"text": "t", **row}])
        assert len(found.meta) == 10_000
        assert found.author.count("Ann") == 10_000

    def test_wrappers_in_wrappers_have_an_end(self, store: Store) -> None:
        content: Any = [{"text": "a"}]
        for _ in range(50):
            content = {"data": content}
        assert "nothing is called text" in store.refusal(content)
