"""A copied link still leads to the right words while the papers change."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.registry.rows import NO_VERSION, parse_version

from .corpus import EditedCorpus

TURTLES = "Turtles were caught in one of every ten hauls, and the speakers described devices that let them escape."
CALL = "The session was concluded with a call for observers on board of every trawler above twelve metres."


def page_text(page: str) -> str:
    """Return the text of a page without its markup."""
    text = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_an_unchanged_passage_says_so(corpus: EditedCorpus) -> None:
    """A link with a version says that nothing has changed; a permanent link without one says nothing about it."""
    link = corpus.copied_link("Turtles")
    assert "Unchanged since it was cited." in page_text(corpus.open_site().get(link).text)
    assert "since it was cited" not in page_text(corpus.open_site().get(link.partition("?")[0]).text)


def test_a_changed_passage_shows_the_wording_as_cited_and_what_differs(corpus: EditedCorpus) -> None:
    """The passage stands once, with the words marked that were removed and added; the wording as cited is folded."""
    link = corpus.copied_link("Turtles")
    report = corpus.edit("one of every ten hauls", "two of every nine hauls")
    assert report.outcomes["edited"] == 1
    assert report.review == ()
    page = corpus.open_site().get(link).text
    assert "The wording has changed since it was cited." in page_text(page)
    assert f'<blockquote class="as-cited" lang="en" dir="ltr">{TURTLES}</blockquote>' in page
    unfolded = re.sub(r'<details class="what-changed">.*?</details>', "", page, flags=re.DOTALL)
    assert page_text(unfolded[unfolded.index("<main") :]).count("hauls, and the speakers described devices") == 1
    assert re.findall(r"<del>.*?</span>(.*?)</del>", page) == ["one", "ten"]
    assert re.findall(r"<ins>.*?</span>(.*?)</ins>", page) == ["two", "nine"]
    now = corpus.copied_link("Turtles")
    assert now.partition("?")[0] == link.partition("?")[0]
    assert "Unchanged since it was cited." in page_text(corpus.open_site().get(now).text)


def test_spacing_and_kinds_of_quotes_are_no_change(corpus: EditedCorpus) -> None:
    """Differences of typesetting alone change no version."""
    link = corpus.copied_link("cannot manage")
    corpus.edit(
        "“We cannot manage what we do not measure at sea.”", '"We cannot  manage what we do not measure at sea."'
    )
    assert "Unchanged since it was cited." in page_text(corpus.open_site().get(link).text)


def test_a_divided_passage_names_its_parts(corpus: EditedCorpus) -> None:
    """A link to a passage that was split leads to all its parts."""
    words = "The panel discussed the state of the sardine, and participants agreed that surveys were needed every year"
    link = corpus.copied_link(words)
    corpus.edit(
        "The survey of 2015 was quoted",
        "\n\nThe survey of 2015 was quoted",
    )
    page = corpus.open_site().get(link).text
    assert "This passage was later split." in page_text(page)
    second_part = corpus.passage("The survey of 2015")
    assert f'href="/p/{second_part.id}">Passage {second_part.ordinal + 1}, below</a>' in page
    assert words in page_text(page)


def test_a_merged_passage_leads_to_the_one_it_is_part_of(corpus: EditedCorpus) -> None:
    """The old address redirects permanently, with its version; the page says so and shows the words as cited."""
    item = "Acoustic surveys in spring and autumn of every year."
    first = corpus.copied_link("A common format for landing")
    short = corpus.copied_link(item)
    corpus.edit(f"1. {item}\n2. A common format", f"1. {item} A common format")
    reader = corpus.open_site()
    answer = reader.get(short if reader.get(first).status_code == 200 else first)
    assert answer.status_code == 301
    page = reader.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "was merged into this one" in page_text(page.text)
    assert 'class="as-cited"' in page.text
    path, _, arguments = short.partition("?")
    suffixed = reader.get(f"{path}.ris?{arguments}")
    assert suffixed.status_code in {200, 301}


def test_a_withdrawn_passage_answers_410_with_its_words(corpus: EditedCorpus) -> None:
    """A withdrawn passage answers 410 with its words as cited and the nearest passage, and the build lists it."""
    link = corpus.copied_link("Turtles")
    report = corpus.edit(TURTLES, "")
    assert [lost.text for lost in report.review] == [TURTLES]
    answer = corpus.open_site().get(link)
    assert answer.status_code == 410
    assert TURTLES in page_text(answer.text)
    assert "Closest remaining passage" in page_text(answer.text)
    response = corpus.open_site().get("/api/passages/" + link.removeprefix("/p/"))
    assert response.status_code == 410
    assert response.get_json()["error"]["text"] == TURTLES
    assert corpus.open_site().get(link.partition("?")[0] + ".bib").status_code == 410


def test_a_passage_that_comes_back_has_its_link_again(corpus: EditedCorpus) -> None:
    """A paper that was absent for a while gets its old ids again."""
    link = corpus.copied_link("Turtles")
    content = (corpus.folder / "fisheries.txt").read_bytes()
    (corpus.folder / "fisheries.txt").unlink()
    report = corpus.index()
    assert len(report.review) == 1
    assert corpus.open_site().get(link).status_code == 410
    assert "with the whole paper" in page_text(corpus.open_site().get(link).text)
    (corpus.folder / "another name.txt").write_bytes(content)
    corpus.index()
    assert "Unchanged since it was cited." in page_text(corpus.open_site().get(link).text)


def test_pages_of_what_is_gone_say_so(corpus: EditedCorpus) -> None:
    """A meeting, session or document that was removed answers 410 with its name; an id that never was answers 404."""
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    reader = corpus.open_site()
    for path in ("/m/lisbon-2022", "/m/lisbon-2022/2", "/d/lisbon-2022-report"):
        answer = reader.get(path)
        assert answer.status_code == 410
        assert "was here until" in page_text(answer.text)
    assert reader.get("/m/lisbon-2023").status_code == 404


def test_a_meeting_that_became_part_of_another_leads_there(corpus: EditedCorpus) -> None:
    """When papers are moved to another meeting, the page of the old one leads there."""
    (corpus.folder / "corpus.toml").write_text('[[document]]\nfile = "fisheries.txt"\nmeeting_id = "lisboa"\n')
    link = corpus.copied_link("Turtles")
    corpus.index()
    answer = corpus.open_site().get("/m/lisbon-2022")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/m/lisboa"
    assert "Unchanged since it was cited." in page_text(corpus.open_site().get(link).text)


@pytest.mark.parametrize("version", ["000000", "zz", "'\"><script>", "a" * 5000, "\u00ff\u0130"])
def test_a_version_that_never_was_is_reported(corpus: EditedCorpus, version: str) -> None:
    """A mistyped version is not taken for a change."""
    path = corpus.copied_link("Turtles").partition("?")[0]
    answer = corpus.open_site().get(path, query_string={"v": version})
    assert answer.status_code == 200
    assert "a version that does not exist" in page_text(answer.text)


@given(st.text())
def test_a_version_is_hex_or_none(given_text: str) -> None:
    """Any value in a URL is read as a version of six or more hex digits, as none, or as one that matches nothing."""
    version = parse_version(given_text)
    assert version in {None, NO_VERSION} or re.fullmatch("[0-9a-f]{6,16}", version or "")
    assert (version is None) == (given_text == "")


def test_where_a_passage_was_merged_from_is_believed_only_if_true(corpus: EditedCorpus) -> None:
    """A page says nothing of a merge that an address claims and the registry does not know."""
    path = corpus.copied_link("Turtles").partition("?")[0]
    other_id = corpus.passage("sardine").id
    assert "part of this one" not in page_text(corpus.open_site().get(f"{path}?from={other_id}&v=123456").text)


def test_ten_edits_in_a_row_leave_the_very_first_link_whole(corpus: EditedCorpus) -> None:
    """After ten edits, each with a build, the first link still shows the wording as cited."""
    link, cited = corpus.copied_link("Turtles"), corpus.passage("Turtles").id
    sentence = TURTLES
    steps = [
        sentence.replace("one of every ten", "two of every ten"),
        sentence.replace("one of every ten", "two of every eleven"),
        f"It was said at the outset that this mattered. {sentence}",
        f"{sentence} Sharks were not counted.",
        sentence.replace("escape", "get away"),
        f"{sentence}\n\nA paragraph about the price of diesel was put behind it, for the boats had asked for one.",
        f"A paragraph about nets was put before it, because the makers of nets had been heard.\n\n{sentence}",
        sentence.replace("described devices", "described the several devices"),
        sentence.upper(),
        sentence.replace("hauls", "hauls of the trawl"),
    ]
    before = sentence
    for after in steps:
        report = corpus.edit(before, after)
        assert cited not in {lost.id for lost in report.review}
        answer = corpus.open_site().get(link)
        assert answer.status_code == 200
        page = page_text(answer.text)
        assert "since it was cited" in page or "has been divided" in page
        assert sentence.casefold() in page.casefold()
        before = after
    corpus.edit(before, sentence)
    assert "Unchanged since it was cited." in page_text(corpus.open_site().get(link).text)
