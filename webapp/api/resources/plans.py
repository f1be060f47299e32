"""What a session planned, each key question and each person beside what was reported."""

from __future__ import annotations

from msgspec import Struct

from indexer.explore.plan_and_report import QuestionReport, plan_report
from indexer.store.records import ParticipationRecord, participation_records
from webapp.address import urls
from webapp.api.contract.operation import Call, Links
from webapp.browse.sessions import COMPARED, session_passages

from .papers import SessionParameters, papers


class MatchItem(Struct, frozen=True, kw_only=True):
    """A passage of a report that was matched to a question of the plan."""

    passage: str
    """The id of the passage."""
    shared: list[str]
    """The words for which it was matched."""
    links: Links
    """Addresses: `passage`, `html`."""


class QuestionItem(Struct, frozen=True, kw_only=True):
    """A key question of the plan, with what was reported on it."""

    text: str
    """The question."""
    passage: str
    """The id of the passage of the plan that asks it."""
    reported: list[MatchItem]
    """The passages of reports that match clearly, best first; where there are none, the reports may take the question
    up in other words all the same."""


class PlannedPersonItem(Struct, frozen=True, kw_only=True):
    """A person of the plan, with the passages of reports that name the person."""

    participation: ParticipationRecord
    """The person, as the plan lists the person."""
    passage: str
    """The id of the passage of the plan."""
    reported: list[str]
    """The ids of passages of reports that name the person."""


class PlanAnswer(Struct, frozen=True, kw_only=True):
    """What a session planned, with what was reported."""

    build: str
    """The build of the index that answered."""
    questions: list[QuestionItem]
    """The key questions, in the order of the plan."""
    people: list[PlannedPersonItem]
    """The people whom the plan lists."""
    compared: int
    """How many passages of reports were compared; a session with more has its first ones compared."""
    links: Links
    """Addresses: `self`, `html`, `session`."""


@papers.declare("/meetings/{meeting}/sessions/{session}/plan", "unknown_id", "gone")
def session_plan(call: Call[SessionParameters]) -> PlanAnswer:
    """Return the key questions and people of the plan of a session, each with what was reported, as its page does."""
    held = call.library.session(call.given.meeting, call.given.session)
    reported = session_passages(call.library, held, "reported", COMPARED)
    matched = plan_report(call.library, session_passages(call.library, held, "planned", COMPARED), reported)
    own = ("meetings", held.meeting, "sessions", held.id)
    return PlanAnswer(
        build=call.library.stats.build,
        questions=[_question(call, asked) for asked in matched.questions],
        people=[
            PlannedPersonItem(
                participation=participation_records([planned.person])[0],
                passage=planned.passage.id,
                reported=[passage.id for passage in planned.reported],
            )
            for planned in matched.people
        ],
        compared=len(reported),
        links={
            "self": call.link(*own, "plan"),
            "html": call.absolute(urls.session_path(held.meeting, held.id)),
            "session": call.link(*own),
        },
    )


def _question(call: Call[SessionParameters], asked: QuestionReport) -> QuestionItem:
    return QuestionItem(
        text=asked.text,
        passage=asked.passage.id,
        reported=[
            MatchItem(
                passage=match.passage.id,
                shared=list(match.shared),
                links={
                    "passage": call.link("passages", match.passage.id),
                    "html": call.absolute(urls.passage_path(match.passage.id)),
                },
            )
            for match in asked.reported
        ],
    )
