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

    def test_a_lead_between_title_and_article_is_the_articles(self, page: Page) -> None:
        lead = "Nobody asked the fishermen, and they have an answer all the same."
        head = f"<h1>A Ferry</h1><p class=standfirst>{lead}</p><p class=date>3 May</p>"
        body = f"<title>A Ferry</title>{head}<div class=article-body><p>{ONE}</p><p>{TWO}</p></div>"
        assert page.text(body) == f"{lead}\n\n{ONE}\n\n{TWO}"

    def test_a_teaser_without_a_link_is_the_articles(self, page: Page) -> None:
        own = "<p class=teaser>The town has a new ferry, at last and for good.</p>"
        other = "<p class=teaser><a href=/b>Another town</a> has none, and does not want one.</p>"
        found = page.text(
            f"<article>{own}<p>{ONE}</p><p>{TWO}</p><p>{ONE[:99]}</p>{other}</article>"
        )
        assert "at last and for good" in found
        assert "Another town" not in found

    def test_comments_longer_than_the_article_are_none_of_it(self, page: Page) -> None:
        comments = f"<li><p>{TWO}</p></li>" * 9
        body = (
            f"<div><div class=post><p>{ONE}</p></div><ol class=comment-list>{comments}</ol></div>"
        )
        assert page.text(body) == ONE

    def test_what_is_hidden_is_none_of_it_unless_it_is_most(self, page: Page) -> None:
        hidden = f'<div style="display: none"><p>{TWO}</p></div>'
        assert page.text(f"<article><p>{ONE}</p>{hidden}</article>") == ONE
        assert page.text(f"<article><p>Wait.</p>{hidden}</article>") == f"Wait.\n\n{TWO}"

    def test_a_page_with_two_renditions_is_read_once(self, page: Page) -> None:
        text = f"<h2>Doubts</h2><p>{ONE}</p><p>{TWO}</p>"
        found = page.text(f"<div><div class=web>{text}</div><div class=mobile>{text}</div></div>")
        assert found == f"Doubts\n\n{ONE}\n\n{TWO}"

    def test_an_embedded_post_is_one_line_that_cleaning_knows(self, page: Page) -> None:
        post = "<p>Two ferries!<br>And a pier.</p>— Ann Lee (@annlee) <a href=/x>3. Mai 2025</a>"
        quote = f"<blockquote class=twitter-tweet>{post}</blockquote>"
        found = page.draft(f"<article><p>{ONE}</p>{quote}<p>{TWO}</p></article>")
        line = "Two ferries! And a pier. — Ann Lee (@annlee) 3. Mai 2025"
        assert found.text == f"{ONE}\n\n{line}\n\n{TWO}"
        article = take(found)
        assert [article.text[cut.start : cut.end] for cut in article.excluded] == [line]

    def test_a_heading_over_links_goes_with_them(self, page: Page) -> None:
        links = "<ul><li><a href=/b>The old pier</a></li><li><a href=/c>The mayor</a></li></ul>"
        body = f"<p>{ONE}</p><h3>Mehr zum Thema</h3>{links}<h3>Doubts</h3><p>{TWO}</p>"
        assert page.text(f"<article>{body}</article>") == f"{ONE}\n\nDoubts\n\n{TWO}"

    def test_a_paragraph_of_many_links_stays(self, page: Page) -> None:
        linked = f"<p><a href=/b>{TWO}</a> {ONE}</p>"
        assert TWO in page.text(f"<article><p>{ONE}</p>{linked}</article>")

    @pytest.mark.parametrize(
        "names",
        [
            "post type-post tag-ferry category-advert has-sidebar",
            "elementor-widget-container",
            "field field--label-hidden",
            "overflow-hidden print:hidden",
        ],
    )
    def test_names_that_only_sound_like_a_sidebar(self, page: Page, names: str) -> None:
        parts = "".join(f"<div class='{names}'><p>{part}</p></div>" for part in (ONE, TWO, ONE[1:]))
        assert page.text(f"{parts}<p>{TWO[1:]}</p><p>{ONE[2:]}</p>").startswith(ONE)

    @pytest.mark.parametrize("body", ["", "<script>x</script>", "<p> </p><br>", "<!-- x -->"])
    def test_a_page_without_text_is_refused(self, page: Page, body: str) -> None:
        with pytest.raises(ReadError, match="the page holds no text"):
            page.text(body)


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


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

    DATES = (
        (linked('{"@type": "NewsArticle", "datePublished": "2025-01-01"}'), "2025-01-01"),
        ("<meta property=article:published_time content=2025-01-02>", "2025-01-02"),
        ("<meta name=parsely-pub-date content=2025-01-03>", "2025-01-03"),
        ("<meta name=dcterms.created content=2025-01-04>", "2025-01-04"),
        ("<span itemprop=datePublished content=2025-01-05>Sunday</span>", "2025-01-05"),
        ("<abbr class=published title=2025-01-06T10:00>10:00</abbr>", "2025-01-06"),
        ("<time datetime=2025-01-07>today</time>", "2025-01-07"),
        ("<p class=article-date>Stand: 8. Januar 2025, 10 Uhr</p>", "2025-01-08"),
        ("<p>9 janvier 2025 | Le Port</p>", "2025-01-09"),
        ("<link rel=canonical href=https://herald.example/2025/01/10/ferry>", "2025-01-10"),
    )

    @pytest.mark.parametrize("first", range(len(DATES)))
    def test_the_most_trusted_place_of_a_date_counts(self, page: Page, first: int) -> None:
        said = "".join(markup for markup, _ in self.DATES[: first - 1 if first else None : -1])
        found = page.draft(f"<title>A Ferry</title><h1>A Ferry</h1>{said}<p>{ONE}</p>")
        assert found.published == self.DATES[first][1]

    def test_a_date_of_the_address_says_so(self, page: Page) -> None:
        address = self.DATES[-1][0]
        assert page.draft(f"{address}<p>{ONE}</p>").meta == {"published_by": "url"}
        assert page.draft(f"{self.DATES[1][0]}<p>{ONE}</p>").meta == {}

    @pytest.mark.parametrize(
        "markup",
        [
            "<time class=updated datetime=2025-01-29>a</time>",
            "<aside><p class=date>3 May 2024</p></aside>",
            "<div class=related><time datetime=2024-05-03>a</time></div>",
            "<ol class=comments><li><span class=date>3 May 2024</span></li></ol>",
            "<link rel=canonical href=https://herald.example/2025/ferry-12/31/>",
        ],
    )
    def test_dates_of_something_else(self, page: Page, markup: str) -> None:
        head = "<title>A Ferry</title><h1>A Ferry</h1>"
        assert page.draft(f"{head}{markup}<p>{ONE}</p><p>{TWO}</p>").published == ""

    AUTHORS = (
        linked('{"@type": "NewsArticle", "author": {"name": "Ann One"}}'),
        "<meta name=author content='By Ann Two'>",
        "<meta name=sailthru.author content='Ann Three'>",
        "<span itemprop=author><span itemprop=name>Ann Four</span></span>",
        "<a rel=author href=/five>Ann Five</a>",
        "<div class=byline>Von Ann Six, Berlin | 3. Mai 2025</div>",
        "<p>Par Ann Seven</p>",
    )

    @pytest.mark.parametrize("first", range(len(AUTHORS)))
    def test_the_most_trusted_place_of_an_author_counts(self, page: Page, first: int) -> None:
        said = "".join(self.AUTHORS[: first - 1 if first else None : -1])
        found = page.draft(f"<title>A Ferry</title><h1>A Ferry</h1>{said}<p>{ONE}</p>")
        wanted = ("Ann One", "Ann Two", "Ann Three", "Ann Four", "Ann Five", "Ann Six", "Ann Seven")
        assert found.author == wanted[first]

    @pytest.mark.parametrize(
        "name",
        [
            "The Herald",
            "herald",
            "admin",
            "null",
            "https://x.example/a",
            "@herald",
            "herald.example",
        ],
    )
    def test_the_site_and_what_programs_write_are_no_author(self, page: Page, name: str) -> None:
        head = (
            "<meta property=og:site_name content='The Herald'>"
            f"<link rel=canonical href=https://www.herald.example/a>"
            f"<meta name=author content='{name}'>"
        )
        assert page.draft(f"{head}<p>{ONE}</p>").author == ""
        byline = "<p class=byline>By <a href=/a>Ann Lee</a> and <a href=/b>Tom Ode</a></p>"
        assert page.draft(f"{head}{byline}<p>{ONE}</p>").author == "Ann Lee, Tom Ode"

    def test_a_map_names_what_the_page_says(self, page: Page) -> None:
        head = (
            "<meta property=og:site_name content='The Herald'>"
            "<meta property=article:section content=Economy>"
        )
        paths = {"source": "publisher", "meta.desk": "Article:Section", "author": "byl"}
        found = page.draft(f"{head}<p>{ONE}</p>", map=paths)
        assert (found.source, found.publisher) == ("The Herald", "The Herald")
        assert (found.meta, found.author) == ({"desk": "Economy"}, "")


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

    @pytest.mark.parametrize(
        "data",
        [
            f"<!-- {ARTICLE} -->",
            f"//<![CDATA[\n{ARTICLE}\n//]]>",
            f"{ARTICLE};",
            ARTICLE.replace("}]", "},]"),
            ARTICLE.replace('"', "&quot;"),
        ],
    )
    def test_what_is_wrapped_or_nearly_json_is_read(self, page: Page, data: str) -> None:
        found = page.draft(f"{linked(data)}<p>{ONE}</p>")
        assert (found.published, found.author) == ("2025-01-29", "Ann Lee, Tom Ode")

    def test_a_broken_script_may_still_say_its_fields(self, page: Page) -> None:
        data = self.ARTICLE.replace("A Ferry", 'A "Ferry"').replace("Ann", "\\u00c1nn")
        found = page.draft(f"{linked(data)}<p>{ONE}</p>")
        assert (found.published, found.author) == ("2025-01-29", "Ánn Lee")
        assert found.publisher == "The Herald"

    def test_a_page_names_its_author_by_reference(self, page: Page) -> None:
        person = '{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}'
        data = '{"@type": "WebPage", "datePublished": ["2025-01-29"], "author": [{"@id": "#ann"}]}'
        found = page.draft(f'{linked(f"""{{"@graph": [{data}, {person}]}}""")}<p>{ONE}</p>')
        assert (found.published, found.author) == ("2025-01-29", "Ann Lee")

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
            "<i class=author>", "<time>", "<p class=comment>a", "<h1>a", "<div hidden>",
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

    @pytest.mark.parametrize("unit", ["{", "[", ",", '{"a":', '"author": [', ", ", "\\"])
    def test_linked_data_without_end_takes_little_time(
        self, page: Page, unit: str, linear: Linear
    ) -> None:
        def read(data: str) -> None:
            page.text(f"{linked(data)}<p>{ONE}</p>")

        linear(read, partial(repeated, unit), 400_000)

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
    assert median >= 0.985
    assert mean >= 0.965


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
