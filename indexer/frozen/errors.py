"""Why a count of a past build cannot be made again, one exception for each reason."""

from __future__ import annotations

from indexer.errors import RapporteurError
from indexer.speech.translation import current_speech, gettext


class CannotReproduce(RapporteurError):
    """A count of a past build cannot be made again."""


class NoPastBuilds(CannotReproduce):
    """The live build carries no record of past builds."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "This index has no record of past builds. The next “rapporteur index” starts one; earlier builds are "
                "not known."
            )
        )


class UnknownBuild(CannotReproduce):
    """A build is not in the record."""

    def __init__(self, name: str, first: str, last: str) -> None:
        super().__init__(
            gettext(
                "No build “%(name)s” is on record. The first is %(first)s, the last %(last)s.",
                name=name[:60],
                first=first,
                last=last,
            )
        )


class UnsupportedWord(CannotReproduce):
    """A query has a word of which nobody knows any more for how many others it stood."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            gettext(
                "The query has %(words)s. What it matches depends on all words of the collection on that day, which "
                "are not stored. Words, phrases, NEAR and filters can be counted again.",
                words=shown,
            )
        )


class TooMuchWork(CannotReproduce):
    """A search of a past build costs more than a page may."""

    def __init__(self) -> None:
        super().__init__(
            gettext("This search is too broad to count again. Try fewer words, or filter by meeting or year.")
        )


class TooMuchChanged(CannotReproduce):
    """Too much of the collection has changed since a build."""

    def __init__(self, characters: int, most: int) -> None:
        number = current_speech().number
        super().__init__(
            gettext(
                "Too much has changed since that build to count again: %(characters)s characters, more than %(most)s.",
                characters=number(characters),
                most=number(most),
            )
        )


class UnknownValue(CannotReproduce):
    """An address does not say what a value of a field meant, and nothing in the live build has it."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            gettext(
                "No %(field)s in the current collection matches “%(value)s”, and this link does not say what it meant "
                "then (reading=). Use the whole link as it was cited.",
                field=field,
                value=value[:60],
            )
        )


class DamagedReading(CannotReproduce):
    """The part of an address that says how a query was understood is damaged, or is that of another query."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "Part of this link (reading=) is damaged or belongs to another query. Copy the whole link again. "
                "Without that part, the query is read with the names and spellings of today."
            )
        )


class NothingAsked(CannotReproduce):
    """A query has no word in it."""

    def __init__(self) -> None:
        super().__init__(gettext("The query has no words, so there is nothing to count. Type a word."))
