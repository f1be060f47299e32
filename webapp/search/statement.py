"""The statement on a search that can be cited: what was searched, with what words, what was found, when, and where.

Its counts come from `indexer/frozen`; this module puts them into words and addresses. The same statement is made of a
search of the live build and of one of a past build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.frozen.answer import FoundCounts, SearchedCollection, counts_now, searched_now
from indexer.frozen.errors import UnsupportedWord
from indexer.frozen.search import check_supported
from indexer.frozen.understanding import reading_of
from indexer.query.printer import canonical
from indexer.query.results import FACETS, FacetName, GroupKey
from indexer.query.tree import Expanded, Node, map_parts
from indexer.registry.past_builds.analysis import analysis_version
from indexer.registry.storage.names import PAST_BUILDS_FILE
from indexer.speech.joined import any_of, in_one_sentence
from indexer.speech.marking import marked
from indexer.speech.translation import current_speech, gettext
from indexer.store.library import Library
from indexer.text.plurals import counted, plural
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import SearchRequest
from webapp.shared import labels

from .find import SearchOutcome
from .grouping import group_of
from .understood import query_view

NO_RECORD = marked("This index has no record of its builds, so this count cannot be repeated later.")
CUT = marked("The search was too broad to finish, so there may be more passages.")
_FOUND = marked("%(site)s, index of %(day)s (build %(build)s): %(search)s found %(found)s. Searched: %(searched)s.")
_NO_LONGER_KNOWN = marked(
    "%(site)s, index of %(day)s (build %(build)s): it is no longer known what %(search)s found. Searched: %(searched)s."
)
ValueLabel = Callable[[FacetName, str], str]
"""Returns the label of a value of a facet."""


@dataclass(frozen=True)
class StatedSearch:
    """A search and what it found, as a statement says it."""

    request: SearchRequest
    words: str
    """The query as it was understood, in plain words."""
    syntax: str
    """The query as the grammar prints it."""
    also: tuple[str, ...]
    """What counted too, beside the words as they were typed."""
    filters: tuple[str, ...]
    found: FoundCounts
    searched: SearchedCollection
    build: str
    built: str
    analysis: str
    corpus: str
    frozen: Mapping[str, str] = field(default_factory=dict)
    """The arguments that make the count again; none where that is not possible."""
    caveats: tuple[str, ...] = ()
    """What a reader of the count has to know, each a sentence."""
    ignored: tuple[str, ...] = ()
    """The filters that were left out, each with the reason."""
    removed: int = 0
    """Passages that were searched and have been removed by the owner since: the count is one of the others alone."""

    @property
    def is_repeatable(self) -> bool:
        """Whether its link gives the same count whenever it is followed."""
        return bool(self.frozen) and not self.removed


@dataclass(frozen=True)
class Statement:
    """A statement as pages and files show it."""

    sentence: str
    """All of it as one paragraph, to be pasted into a note or a footnote."""
    lines: tuple[tuple[str, str], ...]
    """Each fact with its name."""
    address: str
    """Where the search is made again; of the build that it was made in, wherever that is possible."""
    path: str
    """The path of the page of the statement, from which those of its files follow."""
    is_reproducible: bool
    nothing: bool
    """Whether no passage has what was asked for."""
    heading: str
    """What was found, in a word or two."""
    data: Mapping[str, Any]
    """The same for programs."""

    @property
    def text(self) -> str:
        """The same as plain text: the paragraph, and then a line for each fact."""
        lines = (f"{gettext(name)}: {value}" for name, value in self.lines)
        return "\n".join((self.sentence, "", *lines, ""))

    def file_path(self, suffix: str) -> str:
        """Return the path of a file with the same."""
        return self.path.replace(urls.STATEMENT, urls.STATEMENT + suffix, 1)


def stated_search(library: Library, outcome: SearchOutcome) -> StatedSearch | None:
    """Return what a search of the live build says of itself; None for a query without a word."""
    request, rewritten = outcome.request, outcome.rewritten
    if not rewritten.searchable:
        return None
    group = group_of(request)
    query = replace(outcome.results.query, page=1, within=group)
    caveats = unknown_values(outcome.notices)
    caveats += [gettext(CUT)] if outcome.results.cut else []
    frozen = {urls.AS_OF_ARGUMENT: library.stats.build}
    try:
        check_supported(outcome.node)
        if reading := reading_of(rewritten, request.exact, request.words):
            frozen[urls.READING_ARGUMENT] = reading
    except UnsupportedWord as error:
        caveats.append(f"{gettext('This count cannot be repeated later.')} {error}")
        frozen = {}
    if not (library.folder / PAST_BUILDS_FILE).exists():
        caveats, frozen = [*caveats, gettext(NO_RECORD)], {}
    understood = query_view(rewritten, outcome.results, request)
    return StatedSearch(
        request=request,
        words=understood.words if understood else gettext("all passages"),
        syntax=rewritten.canonical,
        also=tuple(also_counted(outcome.node)),
        filters=tuple(filter_lines(request, group, lambda facet, value: _label(library, facet, value))),
        found=counts_now(library, query, () if group else outcome.results.facets),
        searched=searched_now(library),
        build=library.stats.build,
        built=library.stats.built,
        analysis=analysis_version(),
        corpus=library.facts.corpus,
        frozen=frozen,
        caveats=tuple(caveats),
        ignored=outcome.ignored,
    )


def unknown_values(notices: Iterable[Notice]) -> list[str]:
    """Return, for each filter with values that no paper has, a sentence that names them."""
    return [notice.text for notice in notices if notice.code == "unknown_value"]


def statement_of(stated: StatedSearch, absolute: Callable[[str], str], site_name: str) -> Statement:
    """Return the statement on a search; `absolute` makes a whole address of a path."""
    request = stated.request.searched()
    address = absolute(urls.frozen_path(request, stated.frozen))
    lines = (*_lines(stated, site_name), (marked("Link"), address))
    found = _found_text(stated)
    asked = _asked_text(stated)
    if stated.filters:
        asked = gettext("%(search)s, %(filters)s,", search=asked, filters=gettext("; ").join(stated.filters))
    is_unknown = bool(stated.removed) and not stated.found.passages
    sentence = gettext(
        _NO_LONGER_KNOWN if is_unknown else _FOUND,
        site=site_name,
        day=labels.day_of_timestamp(stated.built),
        build=stated.build,
        search=asked,
        found=found,
        searched=searched_text(stated.searched),
    )
    ignored = (gettext("Ignored: %(filters)s.", filters=gettext("; ").join(stated.ignored)),) if stated.ignored else ()
    return Statement(
        sentence=" ".join((sentence, *ignored, *stated.caveats, address)),
        lines=lines,
        address=address,
        path=urls.statement_path(request, frozen=stated.frozen),
        is_reproducible=stated.is_repeatable,
        nothing=not (stated.found.with_all_words or stated.removed),
        heading=_heading(stated),
        data=_data(stated, address),
    )


def searched_text(searched: SearchedCollection) -> str:
    """Return `161 passages in 5 papers of 4 meetings, 2019–2025; 2 files could not be read`."""
    years = ""
    if searched.first_year:
        last = f"–{searched.last_year}" if searched.last_year != searched.first_year else ""
        years = f"{searched.first_year}{last}"
    unread = ""
    if searched.unread:
        unread = gettext("; ") + plural(
            "%(num)s file could not be read", "%(num)s files could not be read", searched.unread
        )
    extent = _extent(searched.passages, searched.papers, searched.meetings)
    return (in_one_sentence([extent, years]) if years else extent) + unread


def _extent(passages: int, papers: int, meetings: int) -> str:
    """Return `161 passages in 5 papers from 4 meetings`."""
    return gettext(
        "%(passages)s %(in_papers)s %(from_meetings)s",
        passages=counted(passages, "passage"),
        in_papers=plural("in %(num)s paper", "in %(num)s papers", papers),
        from_meetings=plural("from %(num)s meeting", "from %(num)s meetings", meetings),
    )


def filter_lines(request: SearchRequest, group: GroupKey | None, label: ValueLabel) -> Iterator[str]:
    """Yield each filter in words: `Meeting: Montevideo 2024`, `Year: not 2019`."""
    for facet in FACETS:
        for excluded, values in ((False, request.selected_values(facet)), (True, request.excluded_values(facet))):
            if values:
                joined = any_of([labels.value_label(facet, value, label(facet, value)) for value in values])
                told = gettext("not %(words)s", words=joined) if excluded else joined
                yield gettext("%(facet)s: %(value)s", facet=labels.FACET_TITLES[facet], value=told)
    if group and group.by == "document":
        yield gettext("Only the paper %(id)s", id=group.key)
    elif group:
        yield gettext("Only the session %(id)s", id=group.key)


def also_counted(node: Node | None) -> Iterator[str]:
    """Yield what counts as the words of a query too: `TCC: troop-contributing country`."""
    found: dict[str, None] = {}

    def visit(part: Node) -> Node:
        """Note the alternatives of a part and of all parts in it."""
        if isinstance(part, Expanded):
            others = dict.fromkeys(canonical(other).replace("-", " ") for other in part.alternatives)
            found[f"{canonical(part.part)}: {', '.join(others)}"] = None
        return map_parts(part, visit)

    if node:
        visit(node)
    yield from found


def _label(library: Library, facet: FacetName, value: str) -> str:
    return library.facet_labels(facet).get(value, value)


def _asked_text(stated: StatedSearch) -> str:
    q = stated.request.q
    if not q:
        return gettext("a search for everything")
    if '"' in q or "“" in q:
        return gettext("a search for %(query)s", query=q)
    return gettext("a search for “%(query)s”", query=q)


def _found_text(stated: StatedSearch) -> str:
    """Return `14 passages in 3 papers of 2 meetings`; `no passage` where there is none, or none with all words.

    Where passages were removed since, it is `at least` so many, and not known instead of none.
    """
    found = stated.found
    if not found.passages:
        return gettext("no longer known") if stated.removed else gettext("no passage")
    extent = _extent(found.passages, found.papers, found.meetings)
    if stated.removed:
        extent = gettext("at least %(passages)s", passages=extent)
    if found.with_all_words == found.passages:
        return extent
    if not found.with_all_words and stated.removed:
        return gettext("%(passages)s with some of the words", passages=extent)
    if not found.with_all_words:
        return gettext("no passage with all words, and %(passages)s with some of them", passages=extent)
    with_all = gettext("%(num)s of them with all words", num=current_speech().number(found.with_all_words))
    return f"{extent}, {with_all}"


def _heading(stated: StatedSearch) -> str:
    found = stated.found
    if not found.passages:
        return gettext("No longer known") if stated.removed else gettext("No results")
    return gettext("Results found") if found.with_all_words or stated.removed else gettext("No passage with all words")


def _lines(stated: StatedSearch, site_name: str) -> Iterator[tuple[str, str]]:
    if stated.request.q:
        yield marked("Query"), stated.request.q
        yield marked("Read as"), stated.words
        yield marked("Query syntax"), stated.syntax
    if stated.also:
        yield marked("Related matches"), "; ".join(stated.also)
    yield marked("Filters"), "; ".join(stated.filters) or gettext("none")
    if stated.ignored:
        yield marked("Ignored"), "; ".join(stated.ignored)
    yield marked("Found"), _found_text(stated)
    yield marked("Searched"), searched_text(stated.searched)
    yield (
        marked("Collection"),
        (gettext("%(site)s (corpus %(corpus)s)", site=site_name, corpus=stated.corpus) if stated.corpus else site_name),
    )
    yield marked("Build"), f"{stated.build}, {labels.day_of_timestamp(stated.built)}, {stated.built[11:16]} UTC"
    yield marked("Word analysis"), stated.analysis
    for caveat in stated.caveats:
        yield marked("Note"), caveat


def _data(stated: StatedSearch, address: str) -> Mapping[str, Any]:
    request = stated.request
    return {
        "query": request.q,
        "understood": stated.words,
        "syntax": stated.syntax,
        "counted_too": list(stated.also),
        "words": request.words,
        "filters": {facet: list(values) for facet, values in request.filters.items()},
        "excluded": {facet: list(values) for facet, values in request.excluded.items()},
        "ignored": list(stated.ignored),
        "found": stated.found._asdict(),
        "searched": stated.searched._asdict(),
        "build": stated.build,
        "built": stated.built,
        "analysis": stated.analysis,
        "corpus": stated.corpus or None,
        "reproducible": stated.is_repeatable,
        "notes": list(stated.caveats),
        "url": address,
    }
