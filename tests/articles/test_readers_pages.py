"""Web pages: main text, what the head says, encodings, hostile markup."""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from framing import limits
from framing.articles import File, Options, read, take
from framing.errors import ReadError, UsageError
from framing.model import Draft
from tests.growth import Linear, repeated
from tests.paths import SHARED

PAGES = SHARED / "data" / "pages"

ONE = (
    "The harbour town has opened a second ferry line, and its council hopes that it will bring "
    "back the visitors who stayed away last year."
)
TWO = (
    "Fishermen at the old pier are less certain: they have seen three such lines come and go, "
    "and none of them lasted longer than two summers."
)


class Page:
    """A page file and what reading it gives."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "a.html"

    def draft(self, content: str | bytes, **options: Any) -> Draft:
        self._path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (found,) = read(File("a.html", self._path), Options(**options))  # type: ignore[arg-type]
        return found

    def text(self, body: str) -> str:
        return self.draft(f"<!DOCTYPE html><html><body>{body}</body></html>").text


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


WHOLE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>A Second Ferry | The Herald</title>
<meta property="og:title" content="A Second Ferry for Oldtown &amp; Newtown">
<meta property="og:site_name" content="The Herald">
<meta name="author" content="By Ann Lee">
<meta property="article:published_time" content="2025-01-29T10:00:00+01:00">
<link rel="canonical" href="https://herald.example/ferry">
<style>p {{ color: red }}</style><script>var a = "<p>no text</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<main><h1>A Second Ferry for Oldtown</h1><p class="byline">By Ann Lee</p>
<figure><img src="a.jpg"><figcaption>The ferry. Photo: VCG</figcaption></figure>
<article><p>{ONE}</p><h2>Doubts</h2><p>{TWO}</p><ul><li>One boat<li>Two boats</ul></article>
<aside><p>Subscribe to our newsletter, which comes every morning and costs nothing.</p></aside>
</main><footer><p>Copyright, imprint and all that stands at the foot of a page.</p></footer>
</body></html>"""


class TestText:
    def test_the_article_is_taken_without_what_is_around_it(self, page: Page) -> None:
        found = page.draft(WHOLE)
        assert found.text == f"{ONE}\n\nDoubts\n\n{TWO}\n\n• One boat\n• Two boats"

    def test_without_hints_the_running_text_is_found(self, page: Page) -> None:
        links = "".join(
            f"<div><a href='/{i}'>Another story of ours, number {i}</a></div>" for i in range(30)
        )
        body = f"<div>{links}</div><div><div>{ONE}</div><div>{TWO}</div></div><div>{links}</div>"
        assert page.text(body) == f"{ONE}\n\n{TWO}"

    def test_text_without_paragraphs_is_cut_at_empty_lines(self, page: Page) -> None:
        assert page.text(f"{ONE}<br><br>{TWO}<br>One more line") == f"{ONE}\n\n{TWO}\nOne more line"

    def test_white_space_and_inline_tags_make_no_words(self, page: Page) -> None:
        assert page.text("<p>state-<b>back</b>ed\n   <i>funds</i>&nbsp;and\tmore</p>") == (
            "state-backed funds and more"
        )

    def test_references_are_resolved(self, page: Page) -> None:
        body = (
            "<p>&lt;b&gt; &amp;amp; &eacute; &#8217;&#x2019; &#146; &bogus; &#0; &#xD800; AT&T</p>"
        )
        assert page.text(body) == "<b> &amp; é ’’ ’ &bogus; &#0; &#xD800; AT&T"

    def test_table_rows_are_lines(self, page: Page) -> None:
        rows = "<tr><th>Year</th><th>Boats</th></tr><tr><td>2024<td>two</tr>"
        assert page.text(f"<table>{rows}</table>") == "Year | Boats\n2024 | two"

    def test_tags_may_stay_open(self, page: Page) -> None:
        assert page.text(f"<div><p>{ONE}<p>{TWO}</div>") == f"{ONE}\n\n{TWO}"

    def test_a_page_in_a_form_keeps_its_text(self, page: Page) -> None:
        assert page.text(f"<form><p>{ONE}</p><p>{TWO}</p></form>") == f"{ONE}\n\n{TWO}"

    @pytest.mark.parametrize("body", ["", "<script>x</script>", "<p> </p><br>", "<!-- x -->"])
    def test_a_page_without_text_is_refused(self, page: Page, body: str) -> None:
        with pytest.raises(ReadError, match="the page holds no text"):
            page.text(body)


class TestMetadata:
    def test_what_the_head_says(self, page: Page) -> None:
        found = page.draft(WHOLE)
        assert (found.title, found.publisher, found.author) == (
            "A Second Ferry for Oldtown",
            "The Herald",
            "Ann Lee",
        )
        assert (found.published, found.language) == ("2025-01-29", "en-GB")
        assert found.url == "https://herald.example/ferry"

    def test_the_source_is_never_guessed(self, page: Page) -> None:
        assert page.draft(WHOLE).source == ""
        assert page.draft(WHOLE, source="The Herald").source == "The Herald"

    def test_what_the_user_says_wins(self, page: Page) -> None:
        found = page.draft(WHOLE, title="Mine", published="2024-01-01")
        assert (found.title, found.published) == ("Mine", "2024-01-01")

    @pytest.mark.parametrize(
        ("head", "title"),
        [
            ("<title>A Ferry for Us | The Herald</title>", "A Ferry for Us"),
            (
                "<title>A Ferry - Herald</title><meta property=og:site_name content=Herald>",
                "A Ferry",
            ),
            ("<title>Ferry - a history</title>", "Ferry - a history"),
            ("<meta property=og:title content='A &quot;Ferry&quot;'>", 'A "Ferry"'),
            ("<h1>A Ferry</h1>", "A Ferry"),
            ("<title>A Ferry - Herald</title><h1>Herald</h1><h1>A Ferry</h1>", "A Ferry"),
            ("", ""),
        ],
    )
    def test_the_title(self, page: Page, head: str, title: str) -> None:
        assert page.draft(f"{head}<p>{ONE}</p>").title == title

    @pytest.mark.parametrize(
        ("head", "day"),
        [
            ("<meta name=date content=2025-01-29>", "2025-01-29"),
            ("<meta name=date content=03/04/2025>", ""),
            ("<meta name=date content=yesterday>", ""),
            ("<meta name=date content=yesterday><time datetime=2025-01-29>a</time>", "2025-01-29"),
            (
                "<meta name=pubdate content=03/04/2025><meta name=date content=2025-04-03>",
                "2025-04-03",
            ),
            ("<time datetime='2025-01-29T10:00'>today</time>", "2025-01-29"),
            ("<time datetime=2025-01-29>a</time><time datetime=2024-05-05>b</time>", ""),
        ],
    )
    def test_a_date_is_never_guessed(self, page: Page, head: str, day: str) -> None:
        assert take(page.draft(f"{head}<p>{ONE}</p>")).published == day

    def test_a_date_that_cannot_be_read_is_not_lost(self, page: Page) -> None:
        found = page.draft(f"<meta name=date content=03/04/2025><p>{ONE}</p>")
        assert take(found).meta == {"published": "03/04/2025"}

    def test_a_map_names_what_the_page_says(self, page: Page) -> None:
        head = (
            "<meta property=og:site_name content='The Herald'>"
            "<meta property=article:section content=Economy>"
        )
        paths = {"source": "publisher", "meta.desk": "Article:Section", "author": "byl"}
        found = page.draft(f"{head}<p>{ONE}</p>", map=paths)
        assert (found.source, found.publisher) == ("The Herald", "The Herald")
        assert (found.meta, found.author) == ({"desk": "Economy"}, "")


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


class TestLinkedData:
    """What a page says of its article as JSON-LD."""

    ARTICLE = (
        '{"@type": "NewsArticle", "headline": "A Ferry", "datePublished": "2025-01-29T23:30:00Z",'
        ' "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Tom Ode"}],'
        ' "publisher": {"name": "The Herald"}}'
    )

    @pytest.mark.parametrize(
        "data",
        [
            ARTICLE,
            f"[{{}}, {ARTICLE}]",
            f'{{"@graph": [{{"@type": "WebSite"}}, {ARTICLE}]}}',
            f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
            ARTICLE.replace('"NewsArticle"', '["Thing", "ReportageNewsArticle"]'),
        ],
    )
    def test_date_authors_and_publisher(self, page: Page, data: str) -> None:
        found = page.draft(f"{linked(data)}<p>{ONE}</p>")
        assert (found.published, found.author, found.publisher) == (
            "2025-01-29",
            "Ann Lee, Tom Ode",
            "The Herald",
        )

    def test_its_date_is_trusted_before_the_head_and_the_head_before_times(
        self, page: Page
    ) -> None:
        time = "<time datetime=2024-05-05>a</time>"
        head = "<meta property=article:published_time content=2025-03-03>"
        assert page.draft(f"{linked(self.ARTICLE)}{head}{time}<p>{ONE}</p>").published == (
            "2025-01-29"
        )
        assert page.draft(f"{head}{time}<p>{ONE}</p>").published == "2025-03-03"

    def test_a_video_and_a_change_are_no_publication(self, page: Page) -> None:
        data = '{"@type": "VideoObject", "datePublished": "2025-01-29"}'
        changed = "<meta property=article:modified_time content=2025-03-03>"
        assert page.draft(f"{linked(data)}{changed}<p>{ONE}</p>").published == ""

    @pytest.mark.parametrize(
        "data",
        ["{", "[" * 100_000, "null", '{"@type": "Article", "author": 3, "datePublished": {}}', '"'],
    )
    def test_what_is_broken_says_nothing(self, page: Page, data: str) -> None:
        found = page.draft(f"{linked(data)}<p>{ONE}</p>")
        assert (found.text, found.published, found.author) == (ONE, "", "")

    def test_a_broken_script_may_still_say_its_date(self, page: Page) -> None:
        data = '{"@type": "Article", "name": "a" "b", "datePublished": "2025-01-29",}'
        assert page.draft(f"{linked(data)}<p>{ONE}</p>").published == "2025-01-29"

    def test_what_amp_adds_to_an_article_is_none_of_it(self, page: Page) -> None:
        parts = ("amp-ad", "amp-consent", "amp-sidebar", "amp-sticky-ad")
        added = "".join(f"<{part}><p>{TWO}</p></{part}>" for part in parts)
        assert page.text(f"<article><p>{ONE}</p>{added}</article>{added}") == ONE


class TestEncodings:
    @pytest.mark.parametrize(
        ("head", "codec"),
        [
            ('<meta charset="windows-1251">', "cp1251"),
            ("<meta charset=KOI8-R>", "koi8_r"),
            ('<meta http-equiv=Content-Type content="text/html; charset=utf-8">', "utf-8"),
            ('<?xml version="1.0" encoding="iso-8859-5"?>', "iso8859_5"),
            ("<meta charset=utf-16>", "utf-8"),
        ],
    )
    def test_a_declared_encoding(self, page: Page, head: str, codec: str) -> None:
        assert page.draft(f"{head}<p>Привет, мир</p>".encode(codec)).text == "Привет, мир"

    def test_an_unknown_encoding_is_refused(self, page: Page) -> None:
        with pytest.raises(ReadError, match=r"declares the encoding “x-none”.*--encoding"):
            page.draft("<meta charset=x-none><p>a</p>")
        assert page.draft("<meta charset=x-none><p>é</p>", encoding="utf-8").text == "é"

    def test_a_wrong_declaration_is_refused(self, page: Page) -> None:
        with pytest.raises(ReadError, match=r"a\.html:2: the byte 0x.. is not UTF-8"):
            page.draft("<meta charset=utf-8>\n<p>Привет</p>".encode("cp1251"))


class TestHostile:
    @pytest.mark.parametrize(
        "unit",
        [
            "<", "<a ", '<a href="', "<a b='", "</", "<!--", "<!", "<?", "<a<", "<a/", "<a =", "&",
            "&#", "&amp", "<script>", "</b>", '"', "<![CDATA[", "<title>", "<a b= ", "<br>", "<p>a",
        ],
    )  # fmt: skip
    def test_markup_without_end_takes_little_time(
        self, page: Page, unit: str, linear: Linear
    ) -> None:
        def read(markup: str) -> None:
            try:
                page.text(f"<p>{ONE}</p>{markup}")
            except ReadError as error:
                assert "more than" in str(error)

        linear(read, partial(repeated, unit), 1_000_000)

    def test_elements_may_be_nested_deeply(self, page: Page) -> None:
        assert page.text("<div>" * 50_000 + ONE) == ONE
        assert page.text("<b>" * 50_000 + ONE + "</i>" * 50_000) == ONE

    def test_too_many_elements_are_refused(
        self, page: Page, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "PAGE_ELEMENTS", 100)
        for unit in ("<i>a</i>", "a<hr>", "a<br><br>"):
            with pytest.raises(ReadError, match="the page has more than 100 elements"):
                page.text(unit * 101)


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def f1(found: str, wanted: str) -> float:
    """Harmonic mean of precision and recall of the words, each as often as it stands there."""
    both = sum((tokens(found) & tokens(wanted)).values())
    return 2 * both / (tokens(found).total() + tokens(wanted).total())


def floors(page: Page, format_: str) -> tuple[float, float]:
    """Median and mean F1 over the annotated pages."""
    scores = []
    for line in (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        content = gzip.decompress((PAGES / gold["file"]).read_bytes())
        scores.append(f1(page.draft(content, format=format_).text, gold["text"]))
    return statistics.median(scores), statistics.mean(scores)


@pytest.mark.skipif(not PAGES.is_dir(), reason="the annotated pages are not here")
def test_real_pages_keep_their_floor(page: Page) -> None:
    median, mean = floors(page, "html")
    assert median >= 0.98
    assert mean >= 0.95


class TestExtra:
    def test_it_reads_a_page(self, page: Page) -> None:
        pytest.importorskip("trafilatura", exc_type=ImportError)
        found = page.draft(WHOLE, format="web")
        assert ONE in found.text
        assert found.title == "A Second Ferry for Oldtown"

    def test_its_absence_is_named(self, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
        with pytest.raises(UsageError, match=r"pip install 'framing-tui\[web\]'"):
            page.draft(WHOLE, format="web")
