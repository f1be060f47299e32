"""Why a draft is not taken, or has no report, in words for readers."""

from __future__ import annotations

from indexer.speech.marking import marked_plural
from indexer.speech.translation import gettext
from indexer.text.plurals import plural
from webapp.desks.limits import DeskLimits
from webapp.desks.messages import Failed, Refused

_STAGE_PROBLEMS = {
    "reading": marked_plural(
        "Reading the draft took longer than %(num)s second. Check it in shorter parts.",
        "Reading the draft took longer than %(num)s seconds. Check it in shorter parts.",
    ),
    "checking": marked_plural(
        "Checking the draft took longer than %(num)s second. Check it in shorter parts.",
        "Checking the draft took longer than %(num)s seconds. Check it in shorter parts.",
    ),
    "writing": marked_plural(
        "Writing the report took longer than %(num)s second. Check it in shorter parts.",
        "Writing the report took longer than %(num)s seconds. Check it in shorter parts.",
    ),
}


def failure_message(failed: Failed, limits: DeskLimits) -> str:
    """Return why a draft has no report, and what to do."""
    match failed.reason:
        case "time":
            return plural(*_STAGE_PROBLEMS.get(failed.stage, _STAGE_PROBLEMS["checking"]), limits.stage_seconds)
        case "late":
            return gettext(
                "The check took longer than %(seconds)s seconds. Check the draft in shorter parts, or try again later.",
                seconds=f"{limits.wall_seconds:g}",
            )
        case "memory":
            return gettext(
                "The draft needs more than %(size)s MB of memory. Check it in shorter parts.",
                size=f"{limits.memory / 1e6:g}",
            )
        case "size":
            return gettext(
                "The report would be larger than %(size)s MB. Check the draft in shorter parts.",
                size=f"{limits.answer_bytes / 1e6:g}",
            )
        case "killed":
            return gettext("The check was stopped, as happens when the server runs out of memory. Try again later.")
    return gettext("This file could not be read. Save it in another format and try again.")


def refusal_message(refused: Refused, limits: DeskLimits) -> str:
    """Return why a draft is not taken, and what to do."""
    if refused.for_client:
        return plural(
            "You can check %(num)s draft at a time. Wait for a report, then try again.",
            "You can check %(num)s drafts at a time. Wait for a report, then try again.",
            limits.of_one_client,
        )
    return gettext("Too many drafts are waiting. Try again in a minute.")
