"""Why a count of a past build cannot be made again, one exception for each reason."""

from __future__ import annotations

from indexer.errors import RapporteurError


class CannotReproduce(RapporteurError):
    """A count of a past build cannot be made again."""


class NoPastBuilds(CannotReproduce):
    """The live build carries no record of past builds."""

    def __init__(self) -> None:
        super().__init__(
            "This index has no record of past builds. The next “rapporteur index” begins one; what stood in builds "
            "before that is not known."
        )


class UnknownBuild(CannotReproduce):
    """A build is not in the record."""

    def __init__(self, name: str, first: str, last: str) -> None:
        super().__init__(
            f"There is no record of a build “{name[:60]}”. The first build on record is {first}, the last {last}."
        )


class UnsupportedWord(CannotReproduce):
    """A query has a word of which nobody knows any more for how many others it stood."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            f"The query has {shown}: which words that stood for depends on all words of the collection on that day, "
            "and those are not kept. Words, phrases, NEAR and filters can be counted again."
        )


class UnknownFilter(CannotReproduce):
    """A filter names what the build did not have."""

    def __init__(self, facet: str, value: str) -> None:
        super().__init__(f"In that build nothing had the {facet} “{value[:60]}”, so that filter cannot be applied.")


class TooMuchWork(CannotReproduce):
    """A search of a past build costs more than a page may."""

    def __init__(self) -> None:
        super().__init__(
            "Counting this again is more work than one page may do. Ask for fewer words, or for one meeting or year."
        )


class TooMuchChanged(CannotReproduce):
    """Too much of the collection has changed since a build."""

    def __init__(self, characters: int, most: int) -> None:
        super().__init__(
            f"Too much has changed since that build to read it all again for one page: {characters:,} characters, "
            f"and {most:,} is the most."
        )


class DamagedReading(CannotReproduce):
    """The part of an address that says how a query was understood is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The part of this link that says how the query was understood (reading=) is damaged. Copy the whole link "
            "again, or leave that part out to count the words as they are typed."
        )


class NothingAsked(CannotReproduce):
    """A query has no word in it."""

    def __init__(self) -> None:
        super().__init__("The query has no word in it, so there is nothing to count. Type a word.")
