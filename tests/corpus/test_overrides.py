"""Tests that what `corpus.toml` states of people, status, restrictions and mentions reaches the index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.build.pipeline import build
from indexer.corpus.settings import load_settings
from indexer.errors import CorpusSettingsInvalid
from indexer.model import Document, Participation, Passage, Session
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.references import find_restrictions
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.structure import papers

PORTS = """\
MEETING OF THE PORTS

Summary report

Oslo, Norway, 4-5 May 2021

Session 1: Harbours

Moderator: Dr. Ana Sousa, Institute of the Sea

The harbours of the north freeze every winter, and Ivar Holm said that the ships of the coast guard break the ice.

“We cannot wait for the thaw of every spring.”

Anna Berg, Norway

Round table 2: Ice

Panelists:
- Mr. Lessons Learned, Norway
- Ms. Anna Berg, Norway

Anna Berg spoke of resolution 2719 of the Security Council, and the financing resolution was discussed at length.

This discussion was held under the Chatham House Rule, so that nothing in this report is attributed to anybody.
"""
MEETING = "oslo-2021"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one paper of two sessions."""
    return papers.write_papers(tmp_path / "corpus", ports=PORTS)


def stated(corpus: Path, text: str, warnings: tuple[str, ...] = ()) -> Library:
    """Index a folder with this `corpus.toml`; the caller closes the library."""
    (corpus / "corpus.toml").write_text(text, encoding="utf-8")
    assert build(corpus, corpus.parent / "index").warnings == warnings
    return open_library(corpus.parent / "index")


def document(library: Library) -> Document:
    """Return the paper about ports."""
    return next(paper for paper in library.documents() if paper.source == "ports.txt")


def passages(library: Library) -> tuple[Passage, ...]:
    """Return the passages of the paper about ports."""
    return library.document_passages(document(library).id)


def shown(people: tuple[Participation, ...]) -> list[tuple[str, str, str | None, bool]]:
    """Return the fields of each participation that matter here."""
    return [
        (f"{person.honorific or ''} {person.name}".strip(), person.role, person.affiliation, person.remote)
        for person in people
    ]


def session(library: Library, title: str) -> Session:
    """Return the session of this title."""
    return next(
        candidate for candidate in library.sessions(document(library).meetings[0].id) if candidate.title == title
    )


def refused(corpus: Path, text: str) -> str:
    """Return the message about this `corpus.toml`; what was indexed before must still answer."""
    before = stated(corpus, "")
    build_before = before.stats.build
    before.close()
    (corpus / "corpus.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusSettingsInvalid) as error:
        build(corpus, corpus.parent / "index")
    library = open_library(corpus.parent / "index")
    assert library.stats.build == build_before
    library.close()
    return str(error.value).removeprefix(f"{corpus / 'corpus.toml'}: ")


PEOPLE = """
[[document]]
file = "ports.txt"
people = [
    {name = "Maj. Gen. Anna Berg", role = "chair", session = "Round table 2", affiliation = "Norway", via = "VTC"},
    {name = "Ana Sousa", role = "speaker", session = 1},
    {name = "Ivar Holm", role = "speaker", session = "harbours"},
]
"""


def test_the_people_stated_are_all_who_take_part(corpus: Path) -> None:
    """Stated people replace those read from the paper, in each session, with rank, affiliation and way of presence."""
    library = stated(corpus, PEOPLE)
    assert shown(session(library, "Ice").people) == [("Maj. Gen. Anna Berg", "chair", "Norway", True)]
    assert shown(session(library, "Harbours").people) == [
        ("Ana Sousa", "speaker", None, False),
        ("Ivar Holm", "speaker", None, False),
    ]
    assert {person.name for person in library.persons()} == {"Anna Berg", "Ana Sousa", "Ivar Holm"}
    library.close()


def test_passages_name_the_people_stated_and_no_others(corpus: Path) -> None:
    """A passage has those whose full names stand in it; a quotation keeps its speaker, if that person is stated."""
    library = stated(corpus, PEOPLE)
    names = {passage.text.split()[0]: [person.name for person in passage.people] for passage in passages(library)}
    assert names["Panelists:"] == ["Anna Berg"]
    assert names["“We"] == ["Anna Berg"]
    assert names["The"] == ["Ivar Holm"]
    library.close()
    library = stated(corpus, '[[document]]\nfile = "*"\npeople = []\n')
    assert not any(passage.people for passage in passages(library))
    assert library.persons() == ()
    library.close()


def test_somebody_outside_of_any_session_needs_a_passage(corpus: Path) -> None:
    """A person without a session is where a passage has the name; one that would be found nowhere is an error."""
    library = stated(corpus, '[[document]]\nfile = "*"\npeople = [{name = "Ivar Holm", role = "host"}]\n')
    assert [(person.name, person.role) for passage in passages(library) for person in passage.people] == [
        ("Ivar Holm", "host")
    ]
    library.close()
    message = refused(corpus, '[[document]]\nfile = "*"\npeople = [{name = "Eva Lind", role = "host"}]\n')
    assert message == (
        "line 1: [[document]] 1: people: “Eva Lind” has no session, and no passage of ports.txt has the name; "
        "add session = …"
    )


def test_a_session_that_the_paper_does_not_have_is_an_error_with_those_it_has(corpus: Path) -> None:
    """The message names the line, the key, the file, the existing sessions, and the nearest of them."""
    message = refused(
        corpus, '\n[[document]]\nfile = "*"\npeople = [{name = "A B", role = "host", session = "Harbor"}]'
    )
    assert message == (
        "line 2: [[document]] 1: people: “A B”: ports.txt has no session “Harbor” (did you mean “Harbours”?); "
        "its sessions are “Session 1: Harbours”, “Round table 2: Ice”"
    )


def test_more_can_be_stated_of_a_session(corpus: Path) -> None:
    """A label, a day, a time and a parent session can be stated."""
    library = stated(
        corpus,
        """
        [[document]]
        file = "ports.txt"
        sessions = [
            {heading = "Session 1: Harbours", number = 1, title = "Harbours", label = "Panel 1", time = "9:00"},
            {heading = "Round table 2: Ice", number = 2, title = "Ice", part_of = "Panel 1", day = 2021-05-05},
        ]
        """,
    )
    first, second = library.sessions(document(library).meetings[0].id)
    assert (first.name, first.time, first.parent) == ("Panel 1: Harbours", "9:00", None)
    assert (second.name, second.day, second.parent) == ("2. Ice", date(2021, 5, 5), first.id)
    library.close()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('heading = "Session 9"', "sessions: no line of ports.txt is “Session 9”"),
        ('heading = "Round table 2: Ice", part_of = 7', "sessions: part_of: ports.txt has no session “7”"),
        ('heading = "Round table 2: Ice", day = 2021-05-06', "sessions: day 2021-05-06 is not a day of the meeting"),
    ],
)
def test_what_does_not_fit_the_paper_is_an_error(corpus: Path, more: str, words: str) -> None:
    """A heading, a parent session or a day that the paper does not have is an error."""
    assert words in refused(corpus, f'[[document]]\nfile = "ports.txt"\nsessions = [{{{more}}}]\n')


def test_a_report_can_be_planned(corpus: Path) -> None:
    """The status follows the kind, unless it is stated."""
    library = stated(corpus, '[[document]]\nfile = "*"\nstatus = "planned"\n')
    assert (document(library).kind, document(library).status) == ("report", "planned")
    library.close()


def test_a_restriction_is_stated_or_inferred(corpus: Path) -> None:
    """A stated restriction replaces what the paper says; one that the paper says too keeps its words."""
    for setting, expected in (
        ("", [("non_attribution", True)]),
        ('restriction = "none"', []),
        ('restriction = "draft"', [("draft", False)]),
        ('restriction = ["draft", "non_attribution"]', [("non_attribution", True), ("draft", False)]),
    ):
        library = stated(corpus, f'[[document]]\nfile = "*"\n{setting}\n')
        restrictions = find_restrictions(passages(library))
        assert [(restriction.kind, bool(restriction.words)) for restriction in restrictions] == expected
        library.close()


def test_words_can_mean_a_document(corpus: Path) -> None:
    """Passages with the words mention the document besides those their text names; a wrong symbol is removed."""
    library = stated(
        corpus,
        """
        [[document]]
        file = "*"
        mentions = [{symbol = "resolution 2746 (2024)", words = "the Financing  resolution"}]
        not_mentions = ["S/RES/2719"]
        """,
    )
    assert [passage.mentions for passage in passages(library) if passage.mentions] == [("S/RES/2746",)]
    library.close()


def test_words_that_no_paper_has_are_reported(corpus: Path) -> None:
    """A statement that changes nothing is most likely a mistake, so the report has a warning."""
    setting = 'mentions = [{symbol = "S/RES/1", words = "the first of all"}]'
    warning = "corpus.toml: mentions: “the first of all” is not in any paper that file = “*” matches"
    stated(corpus, f'[[document]]\nfile = "*"\n{setting}\n', (warning,)).close()


def test_words_recognised_from_pictures_can_be_stated(corpus: Path) -> None:
    """A paper stated to be recognised text is flagged like one recognised here."""
    library = stated(corpus, '[[document]]\nfile = "*"\nrecognised = true\n')
    assert document(library).recognised
    library.close()


def test_what_is_stated_of_one_paper_counts_more_than_what_another_says(corpus: Path) -> None:
    """Where two papers of one meeting differ, the meeting and its session have what is stated of either."""
    papers.write_papers(
        corpus, agenda=PORTS.replace("Summary report", "Programme").replace("Harbours", "Harbours of all seas")
    )
    library = stated(
        corpus,
        """
        [[document]]
        file = "*"
        meeting_id = "ports"
        [[document]]
        file = "ports.txt"
        place = "Bergen, Norway"
        sessions = [
            {heading = "Session 1: Harbours", number = 1, title = "Harbours", time = "9:00"},
            {heading = "Round table 2: Ice", title = "Ice", label = "Evening talk", part_of = 1},
        ]
        """,
    )
    assert [meeting.place for meeting in library.meetings()] == ["Bergen, Norway"]
    harbours, ice = library.sessions("ports")
    assert (harbours.name, harbours.time, harbours.parent) == ("Session 1: Harbours", "9:00", None)
    assert (ice.name, ice.parent) == ("Evening talk: Ice", harbours.id)
    library.close()


def test_what_is_stated_for_references_is_kept_with_the_paper(corpus: Path) -> None:
    """Author, publisher, symbol and the address of the original stand in the index as stated."""
    library = stated(
        corpus,
        '[[document]]\nfile = "ports.txt"\nauthor = "Ana Sousa"\npublisher = "Harbour Council"\n'
        'symbol = "HC/2021/7"\nurl = "https://example.org/hc-7.pdf"\n',
    )
    (document,) = library.documents()
    library.close()
    assert (document.author, document.publisher) == ("Ana Sousa", "Harbour Council")
    assert (document.symbol, document.url) == ("HC/2021/7", "https://example.org/hc-7.pdf")


def test_what_is_stated_of_the_author_outweighs_the_paper(corpus: Path) -> None:
    """An author and a publisher that the paper states are replaced, and `false` says that none is known."""
    text = (corpus / "ports.txt").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n\n")
    lines = f"{title}\n\nAuthor: Ana Sousa\n\nPublished by Port Press\n\n{rest}"
    (corpus / "ports.txt").write_text(lines, encoding="utf-8")
    for settings, expected, basis in (
        ("", ("Ana Sousa", "Port Press"), "stated"),
        ('author = "Bo Low"\npublisher = "Harbour Council"\n', ("Bo Low", "Harbour Council"), "settings"),
        ("author = false\npublisher = false\n", (None, None), "settings"),
    ):
        library = stated(corpus, f'[[document]]\nfile = "ports.txt"\n{settings}')
        (document,) = library.documents()
        library.close()
        assert (document.author, document.publisher) == expected
        known = [entry.basis for entry in document.evidence if entry.fact in {"author", "publisher"}]
        assert known == [basis, basis]


def test_an_author_is_a_name_or_false(tmp_path: Path) -> None:
    """`author = true` is answered with what may stand there."""
    (tmp_path / "corpus.toml").write_text('[[document]]\nfile = "*"\nauthor = true\n', encoding="utf-8")
    with pytest.raises(CorpusSettingsInvalid, match="author is true; it must be a name, or false where none is known"):
        load_settings(tmp_path)


def _first_papers(library: Library, word: str) -> list[str]:
    page = library.search(Query(parse(word).node))
    library.close()
    return [hit.passage.document.source for hit in page.hits]


def test_weighty_papers_come_first(tmp_path: Path) -> None:
    """Of papers that say the same the one with more weight comes first, also when the weight is stated later."""
    texts = {name: f"{name.upper()} COUNCIL\n\nSummary report\n\nThe ice of the north was discussed." for name in "ab"}
    corpus = papers.write_papers(tmp_path / "corpus", **texts)
    table = '[[document]]\nfile = "{}.txt"\nweight = {}\n'
    assert _first_papers(stated(corpus, table.format("b", 1.5)), "ice") == ["b.txt", "a.txt"]
    assert _first_papers(stated(corpus, table.format("a", 2)), "ice") == ["a.txt", "b.txt"]
    library = stated(corpus, table.format("a", 0.1))
    (document,) = [paper for paper in library.documents() if paper.source == "a.txt"]
    assert document.weight == 0.1
    assert _first_papers(library, "ice") == ["b.txt", "a.txt"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("weight = 0", "from 0.1 to 10"),
        ('url = "example.org"', "https://example.org/report.pdf"),
        ("meeting = true", "false for a paper of no meeting"),
        ("meeting = 3", "quotation marks"),
    ],
)
def test_a_wrong_value_is_answered_with_what_may_stand_there(corpus: Path, line: str, message: str) -> None:
    """An address without its protocol and a meeting that is neither a title nor false stop the build."""
    with pytest.raises(CorpusSettingsInvalid, match=message):
        stated(corpus, f'[[document]]\nfile = "ports.txt"\n{line}\n')
