"""The routes of the pages to browse: home, meetings, sessions, people, bodies, glossary, coverage, help, and about.

What a page shows is decided by the page models, not here.
"""

from __future__ import annotations

from functools import partial

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.errors import EngineUnavailable, IndexDamaged, IndexMissing, IndexOutdated
from indexer.explore.coverage import Coverage, coverage_json, coverage_of
from indexer.links.endings import SESSION_SUFFIXES, WORD_SUFFIX, find_with_suffix
from indexer.model import STATUSES
from indexer.query.grammar import BOOLEAN_OPERATORS, FIELD_OPERATORS, WORD_OPERATORS
from indexer.speech.translation import ENGLISH, speaking
from indexer.store.library import Library
from indexer.version import program_version
from webapp.address import urls
from webapp.address.arguments import clean_line
from webapp.citing.wholes import whole_file, whole_link_header
from webapp.shared.alphabet import Alphabet, Entry, NameList
from webapp.shared.context import context_of
from webapp.site import absolute_url, cached_while_searching, current_library, site

from . import coverage as view_coverage
from . import glossary as view_glossary
from . import home as view_home
from . import meeting_list
from . import meetings as view_meetings
from . import people as view_people
from . import sessions as view_sessions
from .about import text_elements
from .bodies import BodyFacet, bodies_page, body_page, listed_body
from .examples import NO_EXAMPLES, corpus_examples
from .help import TOPICS, FoundExamples, help_page, rows_of_edition
from .meeting_questions import meeting_questions
from .session_file import session_file
from .time_line import meetings_by_year

browse_pages = Blueprint("browse", __name__)


@browse_pages.get("/")
def home() -> str:
    """Show the search box, what the site does, and its meetings, all or of the years that are asked for."""
    with current_library() as library:
        known = library.facet_labels("year")
        years = tuple(sorted({year for year in request.args.getlist("year") if year in known}))
        page = view_home.home_page(
            library,
            _meeting_contents(library),
            site().cached(library, meetings_by_year),
            cached_while_searching(library, corpus_examples, NO_EXAMPLES),
            years,
            request.args.get("month", type=int),
        )
        return render_template("browse/home.html", page=page, canonical=absolute_url("/"))


@browse_pages.get(urls.MEETINGS)
def meetings() -> str:
    """Show the list of meetings, by year. Raise NotFound for a year or a part without meetings."""
    with current_library() as library:
        part = request.args.get("part", 1, type=int)
        page = meeting_list.meetings_page(library, _meeting_contents(library), request.args.get("year", ""), part)
        if page is None:
            raise NotFound
        return render_template("browse/meetings.html", page=page, canonical=absolute_url(page.path))


@browse_pages.get("/m/<meeting_id>")
def meeting(meeting_id: str) -> Response:
    """Show a meeting, or return a file about it."""
    with current_library() as library:
        wanted, suffix = find_with_suffix(library.meeting, meeting_id)
        current, contents = library.meeting(wanted), _meeting_contents(library)
        reference, links = view_meetings.whole_meeting(current, contents)
        if suffix:
            return whole_file(reference, suffix, links)
        at = (request.args.get("papers", ""), request.args.get("sessions", ""))
        page = view_meetings.meeting_page(library, current, contents, reference, at)
        questions = meeting_questions(library, contents, current)
        html = render_template(
            "browse/meeting.html", page=page, questions=questions, canonical=absolute_url(page.line.url)
        )
        response = make_response(html)
        response.headers["Link"] = whole_link_header(reference, links, library)
        return response


@browse_pages.get("/m/<meeting_id>/<session_id>")
def session(meeting_id: str, session_id: str) -> Response:
    """Show a session of a meeting, or return a file about it."""
    with current_library() as library:
        wanted, suffix = find_with_suffix(partial(library.session, meeting_id), session_id, SESSION_SUFFIXES)
        current = library.session(meeting_id, wanted)
        if suffix == WORD_SUFFIX:
            with speaking(ENGLISH):  # as all files
                return session_file(library, current, request.args.get("style", ""))
        reference, links = view_sessions.whole_session(library, library.meeting(meeting_id), current)
        if suffix:
            return whole_file(reference, suffix, links)
        parts: dict[str, str] = {status: request.args.get(status, "") for status in STATUSES}
        page = view_sessions.session_page(
            library, _meeting_contents(library), current, context_of(library, None), reference, parts
        )
        html = render_template(
            "browse/session.html", page=page, canonical=absolute_url(urls.session_path(meeting_id, wanted))
        )
        response = make_response(html)
        response.headers["Link"] = whole_link_header(reference, links, library)
        return response


@browse_pages.get(urls.PEOPLE)
def people() -> str:
    """Show the list of all people that the papers name. Raise NotFound when nobody stands under the letter."""
    letter, find = _asked_names()
    with current_library() as library:
        page = view_people.people_page(site().cached(library, view_people.person_entries), letter, find)
        return _render_names("browse/people.html", page, letter)


@browse_pages.get(f"{urls.PEOPLE}/<person_id>")
def person(person_id: str) -> str:
    """Show a person."""
    with current_library() as library:
        url = absolute_url(urls.person_path(person_id))
        page = view_people.person_page(library, library.person(person_id), url)
        return render_template("browse/person.html", page=page, canonical=url)


@browse_pages.get(urls.ORGANISATIONS)
def organisations() -> str:
    """Show the list of organisations. Raise NotFound when none stands under the letter."""
    return _render_bodies("organisation")


@browse_pages.get(urls.COUNTRIES)
def countries() -> str:
    """Show the list of countries that people speak for. Raise NotFound when none stands under the letter."""
    return _render_bodies("country")


@browse_pages.get(f"{urls.ORGANISATIONS}/<path:name>")
def organisation(name: str) -> ResponseReturnValue:
    """Show an organisation; another writing of its name leads to it."""
    return _render_body("organisation", name)


@browse_pages.get(f"{urls.COUNTRIES}/<path:name>")
def country(name: str) -> ResponseReturnValue:
    """Show a country; another writing of its name leads to it."""
    return _render_body("country", name)


def _render_bodies(facet: BodyFacet) -> str:
    letter, find = _asked_names()
    with current_library() as library:
        return _render_names("browse/bodies.html", bodies_page(library, facet, letter, find), letter, facet=facet)


def _asked_names() -> tuple[str, str]:
    """Return the letter, and the words of names, that a list is asked for."""
    return request.args.get("letter", ""), clean_line(request.args.get("find", ""))


def _render_names(template: str, page: NameList[Entry] | None, letter: str, **parts: str) -> str:
    """Render a list of names, of which a part may be asked for. Raise NotFound when none stands under the letter."""
    if page is None:
        raise NotFound
    canonical = absolute_url(_letters_path(page.names, page.path, letter))
    return render_template(template, page=page, noindex=bool(page.find), canonical=canonical, **parts)


def _letters_path(names: Alphabet[Entry], path: str, letter: str) -> str:
    is_part = letter and any(link.current for link in names.letters)
    return urls.letter_path(path, letter.casefold()[:1]) if is_part else path


def _render_body(facet: BodyFacet, name: str) -> ResponseReturnValue:
    with current_library() as library:
        listed = listed_body(library, facet, name)
        if listed != name:
            asked = f"?{request.query_string.decode()}" if request.query_string else ""
            return redirect(urls.body_path(facet, listed) + asked, 301)
        page = body_page(library, facet, name, request.args.get("meetings", ""))
        return render_template("browse/body.html", page=page, canonical=absolute_url(urls.body_path(facet, name)))


@browse_pages.get(urls.GLOSSARY)
def glossary() -> str:
    """Show what the acronyms of the papers stand for. Raise NotFound when none stands under the letter."""
    with current_library() as library:
        letter = request.args.get("letter", "")
        entries = site().cached(library, view_glossary.glossary_entries, with_words=True)
        page = view_glossary.glossary_page(entries, letter)
        return _render_letters("browse/glossary.html", page, urls.GLOSSARY, letter)


@browse_pages.get(urls.COVERAGE)
def coverage() -> str:
    """Show what the corpus covers, and its gaps."""
    page = view_coverage.coverage_page(_coverage(), absolute_url(urls.COVERAGE), site().settings.site_name)
    return render_template("browse/coverage.html", page=page, canonical=absolute_url(urls.COVERAGE))


@browse_pages.get(f"{urls.COVERAGE}.json")
def coverage_data() -> Response:
    """Return what the corpus covers as JSON."""
    counted, url = _coverage(), absolute_url(urls.COVERAGE)
    citation = view_coverage.coverage_citation(counted, url, site().settings.site_name)
    return jsonify(coverage_json(counted, citation, url))


@browse_pages.get(urls.HELP)
def guide() -> str:
    """Show the contents of the help pages, and the examples that everybody needs."""
    return render_template(
        "browse/help/contents.html",
        topics=TOPICS,
        examples=_found_examples().everyday(),
        canonical=absolute_url(urls.HELP),
    )


def _found_examples() -> FoundExamples:
    """Return the examples that find something; help is there without an index too, with none of them as a link."""
    try:
        with current_library() as library:
            make = FoundExamples.of_edition if site().is_edition else FoundExamples
            return cached_while_searching(library, make, FoundExamples(None))
    except (IndexMissing, IndexDamaged, IndexOutdated, EngineUnavailable):
        return FoundExamples(None)


@browse_pages.get(f"{urls.HELP}/<name>")
def guide_topic(name: str) -> str:
    """Show the help page of a topic. Raise NotFound when there is none."""
    page = help_page(name)
    if page is None:
        raise NotFound
    rows = {"words": WORD_OPERATORS, "operators": BOOLEAN_OPERATORS, "fields": FIELD_OPERATORS}.get(name, ())
    return render_template(
        f"browse/help/{page.topic.name}.html",
        page=page,
        rows=rows_of_edition(rows) if site().is_edition and page.topic.in_editions == "all" else rows,
        example_link=_found_examples().link,
        canonical=absolute_url(urls.help_path(name)),
    )


@browse_pages.get(urls.ABOUT)
def about() -> str:
    """Show what the owner of the site says about it, and what it runs on."""
    return render_template(
        "browse/about.html",
        elements=text_elements(site().settings.about),
        version=program_version().text,
        canonical=absolute_url(urls.ABOUT),
    )


@browse_pages.get(urls.LOGO)
def logo() -> Response:
    """Send the picture before the name of the site. Raise NotFound when there is none."""
    picture = site().settings.logo
    if not picture:
        raise NotFound
    response = make_response(picture.content)
    response.mimetype = picture.mimetype
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"  # its address changes with it
    return response


def _meeting_contents(library: Library) -> meeting_list.MeetingContents:
    """Return the papers and the number of passages of each meeting."""
    return meeting_list.meeting_contents(library)


def _render_letters(template: str, page: Alphabet[Entry] | None, path: str, letter: str) -> str:
    """Render a list from A to Z, or its part under one letter. Raise NotFound when nothing stands under the letter."""
    if page is None:
        raise NotFound
    return render_template(template, page=page, canonical=absolute_url(_letters_path(page, path, letter)))


def _coverage() -> Coverage:
    """Return what the current build covers, counted once for each build."""
    with current_library() as library:
        return site().cached(library, coverage_of)
