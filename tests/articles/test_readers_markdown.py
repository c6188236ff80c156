"""Markdown files: front matter, and words without the marks of their markup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from framing.articles import File, Options, read
from framing.errors import ReadError
from framing.model import Draft
from tests.growth import Linear, repeated


def draft(folder: Path, content: str, **options: Any) -> Draft:
    path = folder / "a.md"
    path.write_text(content, encoding="utf-8", newline="")
    (found,) = read(File("a.md", path), Options(**options))
    return found


class TestFrontMatter:
    def test_known_keys_are_article_fields(self, tmp_path: Path) -> None:
        found = draft(
            tmp_path,
            "---\n"
            'title: "A \\"second\\" ferry: here"\n'
            "Source: 'The Herald''s wire'\n"
            "date: 2025-01-29\n"
            "# a remark\n"
            "language: en\n"
            "\n"
            "genre: news\n"
            "empty:\n"
            "tags:\n"
            "  - sea\n"
            "  - 'harbour'\n"
            "---\n"
            "\n"
            "Text.\n",
        )
        assert found == Draft(
            text="Text.\n",
            origin="a.md",
            source="The Herald's wire",
            title='A "second" ferry: here',
            published="2025-01-29",
            language="en",
            meta={"genre": "news", "tags": "sea, harbour"},
        )

    def test_a_map_names_keys(self, tmp_path: Path) -> None:
        content = "---\nby: Ann Lee\nauthor: null\nDesk: Sea\n---\nText.\n"
        found = draft(tmp_path, content, map={"author": "by", "meta.part": "desk", "url": "link"})
        assert (found.author, found.url, found.meta) == ("Ann Lee", "", {"part": "Sea"})

    def test_a_comment_behind_a_day_is_none_of_it(self, tmp_path: Path) -> None:
        found = draft(tmp_path, "---\ntitle: The #sea tag\ndate: 2025-01-29  # print\n---\nText.\n")
        assert (found.title, found.published) == ("The #sea tag", "2025-01-29")

    @pytest.mark.parametrize(
        ("content", "line", "what"),
        [
            ("---\ntitle: x\nnot an entry\n---\n", 3, "key: value"),
            ("---\ntitle: x\ntitle: y\n---\n", 3, "stands twice"),
            ('---\ntitle: x\nsource: "open\n---\n', 3, "a quotation mark is not closed"),
            ("---\ntitle: x\n\n", 1, "never closed"),
        ],
    )
    def test_malformed_front_matter_is_refused_with_its_line(
        self, tmp_path: Path, content: str, line: int, what: str
    ) -> None:
        with pytest.raises(ReadError) as caught:
            draft(tmp_path, content)
        assert str(caught.value).startswith(f"a.md:{line}: ")
        assert what in str(caught.value)

    @pytest.mark.parametrize(
        "content", ["---\n\nText.", "---\nJust a rule\n---\n", "Text\n---\na: b"]
    )
    def test_a_rule_is_no_front_matter(self, tmp_path: Path, content: str) -> None:
        assert draft(tmp_path, content).meta == {}

    def test_empty_front_matter(self, tmp_path: Path) -> None:
        assert draft(tmp_path, "---\n---\nText.").text == "Text."


class TestNotes:
    CLIPPING = (
        "---\n"
        'title: "A ferry"\n'
        'source: "https://www.herald.example/ferry"\n'
        "author:\n"
        '  - "[[Ann Lee]]"\n'
        '  - "[[people/Tom|Tom Ode]]"\n'
        "published: 2025-02-09\n"
        "created: 2025-03-01\n"
        "---\n"
        "The ferry sails.\n"
    )

    def test_a_clipping_of_a_page(self, tmp_path: Path) -> None:
        path = tmp_path / "a.md"
        path.write_text(self.CLIPPING, encoding="utf-8")
        told: list[ReadError] = []
        (found,) = read(File("a.md", path), Options(), told.append)
        assert found == Draft(
            "The ferry sails.\n",
            "a.md",
            source="herald.example",
            title="A ferry",
            published="2025-02-09",
            url="https://www.herald.example/ferry",
            author="Ann Lee, Tom Ode",
            meta={"created": "2025-03-01"},
        )
        assert ["the source of 1 article is an address" in str(each) for each in told] == [True]

    def test_who_the_user_names_is_the_source_of_a_clipping(self, tmp_path: Path) -> None:
        assert draft(tmp_path, self.CLIPPING, source="Mine").source == "Mine"

    @pytest.mark.parametrize(
        "head",
        [
            '+++\ntitle = "A ferry"\ndate = 2025-02-09T08:30:00Z\nauthors = ["Ann", "Tom"]\n+++\n',
            '---\ntitle: A ferry\ndate: 2025-02-09 08:30:00\nauthor: [Ann, "Tom"]\n---\n',
            "---\ntitle: 'A ferry'\npubDate: 2025-02-09\nbyline: Ann, Tom\n---\n",
            "title:: A ferry\ndate:: [[2025-02-09]]\nauthor:: [[Ann]], [[Tom]]\n\n",
            "- title:: A ferry\n  published:: 2025-02-09\n  author:: Ann, Tom\n",
        ],
    )
    def test_heads_of_many_programs(self, tmp_path: Path, head: str) -> None:
        found = draft(tmp_path, f"{head}The ferry sails.")
        assert (found.title, found.author, found.published[:10]) == (
            "A ferry",
            "Ann, Tom",
            "2025-02-09",
        )
        assert found.text.strip() == "The ferry sails."
        assert found.meta == {}

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            ("+++\ntitle = A\n+++\nx", "the front matter is no TOML"),
            (f"+++\n{'a.' * 200}b = 1\n+++\nx", "a line or key of the front matter is too long"),
            (f"+++\na = {'[' * 9000}\n+++\nx", "the front matter is no TOML"),
        ],
    )
    def test_malformed_toml_is_refused(self, tmp_path: Path, content: str, what: str) -> None:
        with pytest.raises(ReadError, match=what):
            draft(tmp_path, content)

    @pytest.mark.parametrize("content", ["+++ a", "+++\nnever closed", "a::b", "see x:: y"])
    def test_what_is_no_head_is_text(self, tmp_path: Path, content: str) -> None:
        assert draft(tmp_path, content).text == content

    @pytest.mark.parametrize(
        ("note", "text"),
        [
            ("a %%hidden\nwords%% b", "a  b"),
            ("a <!-- hidden --> b", "a  b"),
            ("50%% of a", "50%% of a"),
            ("a ==marked== word", "a marked word"),
            ("a == b and c == d", "a == b and c == d"),
            ("> quoted ^block-1", "> quoted"),
            ("x ^2", "x ^2"),
            ("- [ ] open\n- [x] done\n1. [ ] third", "- open\n- done\n1. third"),
            ("> [!note]- Costs\n> They rise.", "> Costs\n> They rise."),
            ("by [[Ann]] and [[people/Tom|Tom Ode]]", "by Ann and Tom Ode"),
            ("a ![[picture.png]] b", "a  b"),
            ("a claim[^1] here", "a claim here"),
            ("a [x] b", "a [x] b"),
        ],
    )
    def test_what_note_programs_add_goes(self, tmp_path: Path, note: str, text: str) -> None:
        assert draft(tmp_path, note).text == text


class TestMarkup:
    @pytest.mark.parametrize(
        ("markup", "text"),
        [
            ("a **state-backed** fund", "a state-backed fund"),
            ("a *very* __large__ _fund_", "a very large fund"),
            ("***both***", "both"),
            ("[government](http://x.example/a_(b)) support", "government support"),
            ('[a](http://x.example "Title") b', "a b"),
            ("![a boat](boat.png) sails", " sails"),
            ("**[both](x)**", "both"),
            ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
            ("[in brackets] (and more)", "[in brackets] (and more)"),
            ("* item\n* *item* two\n- three", "* item\n* item two\n- three"),
            ("a\n\n## Head ##\nb", "a\n\nHead\n\nb"),
            ("#hashtag", "#hashtag"),
            ("####### seven", "####### seven"),
            ("Head\n====\nb\n\nSub\n---\nc", "Head\n\nb\n\nSub\n\nc"),
            ("a\n\n***\n\nb\n\n- - -\nc", "a\n\nb\n\nc"),
            ("> quoted", "> quoted"),
        ],
    )
    def test_marks_go_and_words_stay(self, tmp_path: Path, markup: str, text: str) -> None:
        assert draft(tmp_path, markup).text == text

    @pytest.mark.parametrize(
        ("content", "title"),
        [
            ("# A *Second* Ferry\n\nText.", "A Second Ferry"),
            ("Text.\n\n# Late\n\n# Later", "Late"),
            ("A Ferry\n=======\n\nText.", "A Ferry"),
            ("## Second level\n\nText.", ""),
            ("---\ntitle: Front\n---\n# Head\n\nText.", "Front"),
        ],
    )
    def test_the_title(self, tmp_path: Path, content: str, title: str) -> None:
        assert draft(tmp_path, content).title == title

    @pytest.mark.parametrize(
        "unit",
        [
            "[",
            "![",
            "[a](",
            "[](",
            '[a](b "',
            "](",
            "*",
            "**",
            "*a",
            "* x\n",
            "_a",
            "__a ",
            "# ",
            "= ",
            "a: b\n",
            "a:: b\n",
            "%%",
            "<!--",
            "[[",
            "[[a|",
            "==a",
            "- [ ] ",
            "> [!a] ",
            " ^a",
            "[^a",
            "[a][b]",
            "{{< a",
            "{% a",
            "<b ",
        ],
    )
    def test_hostile_markup_takes_little_time(
        self, tmp_path: Path, unit: str, linear: Linear
    ) -> None:
        linear(partial(draft, tmp_path), partial(repeated, unit), 500_000)


class TestOtherMarkup:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ('A {{< figure src="risk.png" >}}boat.', "A boat."),
            ("A {% include risk.html %}boat.\n{: .note }", "A boat.\n"),
            (
                "- A boat.\n  id:: 65a-1\n\t- {{embed ((65a))}}It sails.",
                "- A boat.\n\n\t- It sails.",
            ),
            ('A [late][1] boat.\n\n[1]: https://x.example/risk "Risk"', "A late boat.\n"),
            (
                'A <mark style="color: red">late</mark>&nbsp;boat.<br>It sails',
                "A late boat.\nIt sails",
            ),
        ],
    )
    def test_only_the_words_of_the_article_are_left(
        self, tmp_path: Path, content: str, text: str
    ) -> None:
        assert draft(tmp_path, content).text == text

    @pytest.mark.parametrize(
        "content",
        ["[sic] [late]", "a < b > c", "A\nrisk:: a word in a::b", "[1]: see below", "R&D"],
    )
    def test_what_only_looks_alike_stays(self, tmp_path: Path, content: str) -> None:
        assert draft(tmp_path, content).text == content

    def test_a_folded_title_is_one_line(self, tmp_path: Path) -> None:
        found = draft(tmp_path, "---\ntitle: >-\n  A late\n  boat\n---\nIt sails.")
        assert found.title == "A late boat"
