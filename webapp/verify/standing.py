"""The models of the pages before a report: the form, where a draft stands, and why there is no report.

The report is in `view`.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.text.plurals import counted
from webapp.address import urls
from webapp.desks.limits import DeskLimits
from webapp.desks.messages import Failed, Pending, Refused

_MAX_REFRESH = 10  # seconds
_STAGE_PROBLEMS = {
    "reading": "Reading the draft took longer than",
    "checking": "Checking the draft took longer than",
    "writing": "Writing the report took longer than",
}


@dataclass(frozen=True)
class FormPage:
    """The form: its text, the error, the size limit, and how long a report is kept."""

    size_limit: str
    kept: str
    text: str = ""
    error: str = ""


@dataclass(frozen=True)
class WaitingPage:
    """Where a draft stands for which there is no report yet."""

    ahead: int
    """Drafts that wait before it."""
    stage: str
    """What is being done with it; empty while it waits."""
    done: int
    total: int
    refresh: int
    """Seconds after which the page looks again."""
    cancel_url: str
    """Where it is withdrawn."""
    forsaken: str
    """How long its page may be closed while it waits."""

    @classmethod
    def of(cls, pending: Pending, ticket: str, forsaken: str) -> WaitingPage:
        """Return the page for what a desk says; those who wait longer look less often."""
        refresh = 1 if pending.stage else min(_MAX_REFRESH, 2 + pending.ahead)
        cancel_url = urls.report_deletion_path(ticket)
        return cls(pending.ahead, pending.stage, pending.done, pending.total, refresh, cancel_url, forsaken)


def refusal_message(refused: Refused, limits: DeskLimits) -> str:
    """Return why a draft is not taken, and what to do."""
    if refused.for_client:
        drafts = counted(limits.of_one_client, "draft")
        return f"You can check {drafts} at a time. Wait for a report, then try again."
    return "Too many drafts are waiting. Try again in a minute."


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
