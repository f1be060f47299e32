"""Why a draft is not taken, or has no report, in words for readers."""

from __future__ import annotations

from indexer.text.plurals import counted
from webapp.desks.limits import DeskLimits
from webapp.desks.messages import Failed, Refused

_STAGE_PROBLEMS = {
    "reading": "Reading the draft took longer than",
    "checking": "Checking the draft took longer than",
    "writing": "Writing the report took longer than",
}


def failure_message(failed: Failed, limits: DeskLimits) -> str:
    """Return why a draft has no report, and what to do."""
    if failed.reason == "time":
        limit = counted(limits.stage_seconds, "second")
        return f"{_STAGE_PROBLEMS.get(failed.stage, _STAGE_PROBLEMS['checking'])} {limit}. Check it in shorter parts."
    if failed.reason == "late":
        seconds = f"{limits.wall_seconds:g} seconds"
        return f"The check took longer than {seconds}. Check the draft in shorter parts, or try again later."
    if failed.reason == "memory":
        return f"The draft needs more than {limits.memory / 1e6:g} MB of memory. Check it in shorter parts."
    if failed.reason == "size":
        return f"The report would be larger than {limits.answer_bytes / 1e6:g} MB. Check the draft in shorter parts."
    if failed.reason == "killed":
        return "The check was stopped, as happens when the server runs out of memory. Try again later."
    return "This file could not be read. Save it in another format and try again."


def refusal_message(refused: Refused, limits: DeskLimits) -> str:
    """Return why a draft is not taken, and what to do."""
    if refused.for_client:
        drafts = counted(limits.of_one_client, "draft")
        return f"You can check {drafts} at a time. Wait for a report, then try again."
    return "Too many drafts are waiting. Try again in a minute."
