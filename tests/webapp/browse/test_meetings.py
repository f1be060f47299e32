"""The page of a meeting: sources with how facts are known, people, bodies, parts of long lists, neighbours."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.query.results import Query
from indexer.store.library import Library
from tests.webapp.markup import open_page
from webapp.browse import meeting_questions
from webapp.browse import meetings as view_meetings


def test_the_page_says_how_date_and_place_are_known(client: FlaskClient) -> None:
    """Each source of the date and the place is named with its words and its paper."""
    page = open_page(client, "/m/montevideo-2024")
    assert page.problems == []
    known = " ".join(page.one("details", class_="known").text.split())
    assert "stated in the paper: DECEMBER 10-11TH 2024" in known
    assert "stated in the paper: MONTEVIDEO, URUGUAY" in known


def test_the_page_says_what_kind_of_paper_is_missing(client: FlaskClient) -> None:
    """A meeting of which only plans are there says that nothing reports on it; one with both says nothing."""
    assert (
        "No summary, report or transcript of this meeting is in the collection."
        in open_page(client, "/m/islamabad-2025").text
    )
    assert "is in the collection" not in open_page(client, "/m/montevideo-2024").text


def test_people_who_were_only_planned_stand_apart(client: FlaskClient) -> None:
    """Roles that only a programme lists are marked as planned."""
    people = open_page(client, "/m/montevideo-2024").one("section", class_="people").text
    assert "Chairs planned" in " ".join(people.split())
    assert "Took part" not in people


def test_who_spoke_outside_of_sessions_is_one_click_away(client: FlaskClient) -> None:
    """The people listed are those of the sessions; a link leads to all whom the papers name, who only welcomed too."""
    page = open_page(client, "/m/montevideo-2024")
    assert "Omar Paganini" not in page.text
    [link] = [each for each in page.all("a") if each.text == "Everybody whom its papers name"]
    assert "Omar Paganini" in open_page(client, link["href"]).text


def test_bodies_and_documents_are_counted(client: FlaskClient, library: Library) -> None:
    """Organisations lead to their pages, with as many passages as a search in the meeting finds."""
    page = open_page(client, "/m/montevideo-2024")
    name = "Department of Peace Operations (DPO)"
    found = library.count(Query(filters={"meeting": ("montevideo-2024",), "organisation": (name,)})).total
    assert f"{name} {found} passages" in " ".join(page.text.split())
    assert "/countries/India" in page.links()


def test_questions_without_a_match_stand_together(client: FlaskClient, library: Library) -> None:
    """The page counts the key questions of all sessions, and lists those to which their session finds no match."""
    page = open_page(client, "/m/montevideo-2024")
    assert page.problems == []
    section = page.one("section", class_="key-questions")
    asked = unmatched = 0
    for session in library.sessions("montevideo-2024"):
        entries = open_page(client, f"/m/montevideo-2024/{session.id}").all("dl", class_="asked")
        for entry in entries:
            words = " ".join(entry.text.split())
            asked += words.count("?")
            unmatched += words.count("No clear match.")
    assert asked > unmatched > 0
    text = " ".join(section.text.split())
    assert f"{asked} key questions were planned. {asked - unmatched} have a clear match" in text
    assert "How can the role of civilian and uniformed gender advisors be strengthened?" in text
    assert "What does a modular and people-centered approach mean in practice?" not in text
    assert "/m/montevideo-2024/2#questions" in page.links()
    assert section.text.count("?") == unmatched


@pytest.mark.parametrize("meeting", ["islamabad-2025", "priorities-2021-peacekeeping-ministerial-2019"])
def test_questions_are_not_counted_without_plan_or_report(client: FlaskClient, meeting: str) -> None:
    """A meeting with only a plan or only a report has nothing to compare, so its page says nothing of questions."""
    assert not open_page(client, f"/m/{meeting}").all("section", class_="key-questions")


def test_a_large_meeting_is_not_compared_on_its_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more passages than one session is compared with, the questions are left to the pages of the sessions."""
    monkeypatch.setattr(meeting_questions, "COMPARED", 42)
    assert not open_page(client, "/m/montevideo-2024").all("section", class_="key-questions")


def test_sessions_come_in_parts(client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many sessions a page shows a part; the parts together have each once."""
    monkeypatch.setattr(view_meetings, "SESSIONS_PER_PAGE", 4)
    seen: list[str] = []
    path: str | None = "/m/montevideo-2024"
    while path:
        page = open_page(client, path)
        seen += [link for link in page.links() if link.startswith("/m/montevideo-2024/") and link.count("/") == 3]
        path = next((link["href"] for link in page.all("a", rel="next") if "sessions=" in link["href"]), None)
    listed = [f"/m/montevideo-2024/{session.id}" for session in library.sessions("montevideo-2024")]
    assert [link for link in seen if link in listed] == listed


def test_neighbours_are_the_meetings_before_and_after(client: FlaskClient, library: Library) -> None:
    """Following the links from the newest meeting leads through all dated ones, each once."""
    dated = [meeting.id for meeting in library.meetings() if meeting.start or meeting.year]
    path, walked = f"/m/{dated[0]}", [dated[0]]
    while links := open_page(client, path).all("a", rel="prev"):
        path = links[0]["href"]
        walked.append(path.removeprefix("/m/"))
    assert walked == dated
    assert open_page(client, path).one("a", rel="next")["href"] == f"/m/{dated[-2]}"


def test_no_passage_is_read_for_a_meeting_and_no_whole_session(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers come from the engine and parts by their ids, so pages cost the same however many passages there are."""

    def fail(*_arguments: object) -> None:
        raise AssertionError("all passages are read")

    for name in ("document_passages", "session_passages", "passages"):
        monkeypatch.setattr(Library, name, fail)
    for path in ("/m/montevideo-2024", "/m/montevideo-2024/3", "/countries/India"):
        assert client.get(path).status_code == 200


def test_passages_of_parts_are_counted_once(client: FlaskClient, library: Library) -> None:
    """A session with parts has as many passages in the list of its meeting as a search within it finds."""
    meeting = "preparing-building-future-2024"
    [parent] = {session.parent for session in library.sessions(meeting) if session.parent}
    found = library.count(Query(filters={"session": (f"{meeting}/{parent}",)})).total
    assert found > library.session_sizes(meeting)[parent, "reported"] > 0
    assert f"{found} reported passages" in " ".join(open_page(client, f"/m/{meeting}").text.split())
