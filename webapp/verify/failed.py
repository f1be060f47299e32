"""Why a draft has no report or is not taken, in words. What a desk may cost is decided in `webapp.desks`."""

from __future__ import annotations

from indexer.text.plurals import counted, plural
from webapp.desks.limits import DeskLimits
from webapp.desks.messages import Failed, Refused

_TOO_SLOW = {
    "reading": (
        "Reading the draft took longer than %(num)s second. Check it in shorter parts.",
        "Reading the draft took longer than %(num)s seconds. Check it in shorter parts.",
    ),
    "checking": (
        "Checking the draft took longer than %(num)s second. Check it in shorter parts.",
        "Checking the draft took longer than %(num)s seconds. Check it in shorter parts.",
    ),
    "writing": (
        "Writing the report took longer than %(num)s second. Check it in shorter parts.",
        "Writing the report took longer than %(num)s seconds. Check it in shorter parts.",
    ),
}


def failure_message(failed: Failed, limits: DeskLimits) -> str:
    """Return why a draft has no report, and what to do."""
    if failed.reason == "time":
        return plural(*_TOO_SLOW.get(failed.stage, _TOO_SLOW["checking"]), limits.stage_seconds)
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
