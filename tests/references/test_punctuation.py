"""The punctuation of references in every style, whatever titles, names and places end in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import FactEvidence
from indexer.references import STYLE_NAMES, StyleName, cite, plain_text, write_bibtex, write_csl_json, write_ris
from indexer.references.metadata import citation_meta_tags
from indexer.references.punctuation import sentences, single_quotes, tidy
from indexer.text.prose import ends_in_abbreviation
from tests.corpus_factory import at_meeting
from tests.references.made import REFERENCES, make_reference

AWKWARD = (
    "What now?",
    "Stop!",
    "What?!",
    "Report.",
    "Debate on levels (Part II).",
    "The U.S.",
    "J. R. R.",
    "Smith et al.",
    "Minutes etc.",
    "Harbour Co.",
    "Press Inc.",
    "Martin King Jr.",
    "Secretariat of the U.N.",
    "“Nested ‘inner’ quotes.”",
    "“It’s ‘over’, isn’t it?”",
    "\"Typed 'inner' quotes\"",
    "‘Single’ and “double ‘twice’ so”",
    "王, 小明",
    "김, 철수",
    "الأحمد, محمد",
    "Beauvoir, Simone de",
    "hooks, bell",
    "Wait...",
    "Wait…",
    "One, two, three,",
    "Report;",
    "Report:",
    "Report –",
    "Tides: a view",
    "Is it?: yes",
    "(Draft)",
    "Who said “peace”?",
    "“Is it?”",
    "“All of it.”",
    'The "Great" Ice',
    'An odd " sign',
    "He said 'no' and \"yes\"",
    "«Glace»",
    "„Eis“",
    "المؤتمر الدولي؟",
    "المؤتمر الدولي",
    "会议纪要。",
    "什么？",
    "",
    " ",
    "Ice " * 75,
    "12",
)
ENDS = st.builds(
    lambda words, sign, closing, more: f"{words}{sign}{closing}{more}",
    st.sampled_from(["Ice", "Ice and snow", "“Ice", "The U.S", "Smith et al", "Ice (2", "冰", "الجليد"]),
    st.sampled_from(["", ".", "?", "!", "?!", "…", "...", ",", ";", ":", ". ", "。", "？", "؟"]),
    st.sampled_from(["", "”", '"', "’", ")", "»"]),
    st.sampled_from(["", " ", ".", "\n"]),
)
STOP_BEHIND_ASKING = re.compile(r"[?!…？！؟‽][\"”’»)]*\.(?!\.)")
TWO_STOPS = re.compile(r"(?<!\.)\.[\"”’»]*\.(?!\.)")
COMMA_BEHIND_STOP = re.compile(r"(?<!\.\.)\.,")
OTHER_PAIRS = re.compile(r",[\"”’»)]*[,.;]|[;:],|\(,|\s[,.;]|^\W*[,.;]|\(\)|\[\]|  ")


def about(title: str, meeting: str = "Ice Forum", author: str = "", publisher: str = "", place: str = "Oslo") -> str:
    """Return the five references to a paper, a line each, without their links."""
    passage = REFERENCES[3].passage
    event = replace(passage.document.meetings[0], title=meeting, place=place)
    reference = make_reference(at_meeting(passage, event, title=title, author=author, publisher=publisher))
    texts = (plain_text(cite(reference, style)).replace(reference.link, "LINK") for style in STYLE_NAMES)
    return "\n".join(texts)


def faults(text: str) -> list[str]:
    """Return what no reference may have, each with what stands around it."""
    patterns = (STOP_BEHIND_ASKING, TWO_STOPS, COMMA_BEHIND_STOP, OTHER_PAIRS)
    found = [match for line in text.split("\n") for pattern in patterns for match in pattern.finditer(line)]
    return [
        match.string[max(0, match.start() - 10) : match.end() + 10]
        for match in found
        if match.re is not COMMA_BEHIND_STOP or not ends_in_abbreviation(match.string[: match.start() + 1])
    ]


def lost_stops(odd: str, text: str) -> list[str]:
    """Return where a text has a name without the stop of the abbreviation at its end."""
    if not ends_in_abbreviation(odd):
        return []
    return re.findall(rf"{re.escape(odd[:-1])}(?!\.)..", text, re.IGNORECASE)


def like_in_like(line: str) -> list[str]:
    """Return the quotations of a line that begin directly inside one with the same marks."""
    within: list[str] = []
    found = []
    line = re.sub("‚[^‘]*‘|„[^“]*“", "", line)  # in German the mark that opens elsewhere closes
    for place, sign in enumerate(line):
        if sign in "“‘":
            found += [line[place:]] if within[-1:] == [sign] else []
            within.append(sign)
        elif within and sign == {"“": "”", "‘": "’"}[within[-1]] and not line[place + 1 : place + 2].isalpha():
            within.pop()
    return found


@pytest.mark.parametrize("odd", AWKWARD)
def test_no_sign_stands_behind_one_that_is_enough(odd: str) -> None:
    """Title, meeting, author, publisher and place may end in anything: no style sets `?.`, `..`, `.,` or `,,`."""
    texts = (
        about(odd),
        about(odd, author=odd, publisher=odd),
        about("Report on ice", meeting=odd, author=f"{odd}; A. Berg", place=odd),
    )
    for text in texts:
        assert faults(text) == []
        assert lost_stops(odd, text) == []
        assert like_in_like(text.split("\n")[-1]) == []


@settings(max_examples=15, deadline=None)
@given(ENDS, ENDS, ENDS, ENDS)
def test_any_end_is_met_by_one_sign(title: str, meeting: str, author: str, publisher: str) -> None:
    """Whatever names end in, one sign follows."""
    assert faults(about(title, meeting, author, publisher)) == []


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            "What now?",
            (
                "What now? [Summary",
                "What Now?, Summary",
                "What now? Summary",
                "What now? Summary",
                "“What now?”, summary",
            ),
        ),
        (
            "Smith et al.",
            ("Smith et al. [S", "Smith Et Al., S", "Smith et al. S", "Smith et al. S", "“Smith et al.”, s"),
        ),
        ("The U.S.", ("The U.S. [S", "The U.S., S", "The U.S. S", "The U.S. S", "“The U.S.”, s")),
        ("Report.", ("Report [S", "Report, S", "Report. S", "Report. S", "“Report”, s")),
        ("会议。", ("会议 [S", "会议, S", "会议. S", "会议. S", "“会议”, s")),
        ("", ("[Summary, passage", "Summary, Ice", "Summary, passage", "Summary, passage", "summary, Ice")),
    ],
)
def test_titles_as_they_are_read(title: str, wanted: tuple[str, ...]) -> None:
    """A title keeps its question mark and the stop of its abbreviation, and loses its full stop."""
    for line, start in zip(about(title).split("\n"), wanted, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("author", "apa", "note"),
    [
        ("王, 小明", "王小明. (", "王小明, "),
        ("김, 철수", "김철수. (", "김철수, "),
        ("الأحمد, محمد", "الأحمد, محمد. (", "محمد الأحمد, "),
        ("Иванов, Пётр", "Иванов, П. (", "Пётр Иванов, "),
        ("Παππάς, Νίκος", "Παππάς, Ν. (", "Νίκος Παππάς, "),
        ("Berg, Anna-Maria K.", "Berg, A.-M. K. (", "Anna-Maria K. Berg, "),
        ("Beauvoir, Simone de", "Beauvoir, S. de. (", "Simone de Beauvoir, "),
    ],
)
def test_only_names_in_letters_with_initials_are_shortened(author: str, apa: str, note: str) -> None:
    """A Chinese or Korean name stands as it is written, an Arabic one whole; no initial is left without its letter."""
    lines = about("Report on ice", author=author).split("\n")
    assert lines[0].startswith(apa)
    assert lines[1].startswith(note)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("“Nested ‘inner’ quotes”", "“‘Nested “inner” quotes’”"),
        ("“It’s ‘over’, isn’t it?”", "“‘It’s “over”, isn’t it?’”"),
        ("\"Typed 'inner' quotes\"", "“‘Typed “inner” quotes’”"),
        ("‘Single’ and “double”", "“‘Single’ and ‘double’”"),
        ("The states’ view", "“The states’ view”"),
    ],
)
def test_marks_within_marks_are_others(title: str, wanted: str) -> None:
    """Between double marks quotations have single ones, and what is quoted in these has double ones again."""
    assert f"“{single_quotes(title)}”" == wanted
    assert about(title).split("\n")[-1].startswith(f"{wanted}, summary")


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_the_name_of_a_file_is_no_title(style: StyleName) -> None:
    """A paper whose title is not known is cited as what it is, with its file; a title in its file counts as one."""
    passage, path = REFERENCES[3].passage, "minutes/2024/Part_03.TXT"
    meeting = passage.document.meetings[0]

    def cited(title: str, evidence: str = path, **facts: object) -> str:
        """Return the reference to the paper with a title, and how that is known."""
        known = (FactEvidence("title", "path", evidence),)
        made = at_meeting(passage, meeting, title=title, source=path, evidence=known, **facts)
        runs = cite(make_reference(made), style)
        assert not any(run.italic and "03" in run.text for run in runs)
        return plain_text(runs)

    described = re.search(r"(?i:summary, file) Part_03\.TXT", cited("Part 03"))
    assert described
    assert faults(cited("Part 03").replace("Part_03.TXT", "F")) == []
    assert "Part 03" not in cited("Part 03")
    assert re.search(r"(?i:paper, file) 2024/Part_03\.TXT", cited("2024 Part 03", kind="other", status="unknown"))
    assert re.search(r"(?i:report on ice)", cited("Report on Ice", evidence="Report on Ice"))
    assert "file" not in cited("Report on Ice", evidence="Report on Ice").lower().replace("profile", "")


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_the_days_that_name_a_meeting_stand_once(style: StyleName) -> None:
    """A meeting called by its folder and day has no second day behind its name; a plan says what was planned."""
    passage = REFERENCES[3].passage
    day = date(2031, 5, 4)
    meeting = replace(passage.document.meetings[0], title="crane group, 4 May 2031", start=day, end=day, place=None)
    said = plain_text(cite(make_reference(at_meeting(passage, meeting, published="2031-06")), style))
    assert "crane group, 4 May 2031" in said.replace("Crane", "crane")
    assert not re.search(r"(?:held|, |\()\s*(?:4 May|May 4,) 2031", said.split("4 May 2031", 1)[1])
    plan = plain_text(cite(make_reference(at_meeting(passage, meeting, status="planned")), style))
    assert "planned for" in plan


def test_files_for_reference_managers_have_the_file_in_brackets() -> None:
    """A supplied title stands in square brackets, as catalogues write it."""
    passage = REFERENCES[3].passage
    known = (FactEvidence("title", "path", "a/part_03.txt"),)
    made = at_meeting(passage, passage.document.meetings[0], title="part 03", source="a/part_03.txt", evidence=known)
    reference = make_reference(made)
    for write in (write_csl_json, write_ris):
        assert "[Summary, file part_03.txt]" in write([reference])
    assert r"[Summary, file part\_03.txt]" in write_bibtex([reference])
    assert ("citation_title", "[Summary, file part_03.txt]") in citation_meta_tags(reference)


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_paper_of_no_known_kind_is_not_called_other(style: StyleName) -> None:
    """Where the kind is not known, nothing stands for it; a plan or a draft of no known kind is a paper."""
    passage = REFERENCES[3].passage
    meeting = passage.document.meetings[0]
    plain = make_reference(at_meeting(passage, meeting, kind="other", status="unknown"))
    planned = make_reference(at_meeting(passage, meeting, kind="other", status="planned"))
    assert faults(plain_text(cite(plain, style)).replace(plain.link, "LINK")) == []
    assert "ther paper" not in plain_text(cite(plain, style)) + plain_text(cite(planned, style))
    assert "aper (planned)" in plain_text(cite(planned, style))
    for write in (write_bibtex, write_csl_json, write_ris):
        assert "Other paper" not in write([plain, planned])


def test_a_sentence_begins_with_a_capital() -> None:
    """Where a plan has its meeting's title and nobody knows the place, its days begin a sentence."""
    passage = REFERENCES[1].passage
    meeting = replace(passage.document.meetings[0], title="Ice Forum", place=None)
    plan = make_reference(replace(at_meeting(passage, meeting, title="Ice Forum"), session=None))
    assert "(planned), passage 2. Planned for December 10–11, 2024. Accessed" in plain_text(
        cite(plan, "chicago-bibliography")
    )
    assert "(planned) (planned for December 10–11, 2024), passage 2" in plain_text(cite(plan, "chicago-note"))


def test_notes_are_joined_as_sentences() -> None:
    """A part that ends in a sign of its own gets no other one."""
    assert sentences(["What now?", None, "Proposals:", " ", "Draft.", "“No!”", "Passage 2"]) == (
        "What now? Proposals. Draft. “No!” Passage 2"
    )
    assert sentences([]) == ""


@given(st.text(max_size=40))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    """What is tidy stays as it is, and no letter is lost."""
    once = tidy(text)
    assert tidy(once) == once
    assert re.sub(r"\W", "", once) == re.sub(r"\W", "", text)
