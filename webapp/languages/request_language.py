"""Sets the language of a request: that of its address; else the reader's choice, the browser's wish, or the setting.

Files, feeds and answers to programs are in English under every address, so that what reads them can rely on it. So are
pages that are not translated yet; these say so in the language that was wished for.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import g, request

from indexer.speech.translation import ENGLISH, speak
from webapp.access.gate import LANGUAGE_KEY
from webapp.access.placing import set_language_path
from webapp.shared.cookies import read_cookie
from webapp.site import site
from webapp.translations.catalogues import LANGUAGES, SiteLanguage, speech_of

COOKIE = "language"
_TRANSLATED = frozenset(
    {
        "basket.change",
        "basket.show",
        "browse.about",
        "browse.countries",
        "browse.country",
        "browse.coverage",
        "browse.glossary",
        "browse.guide",
        "browse.guide_topic",
        "browse.home",
        "browse.meeting",
        "browse.meetings",
        "browse.organisation",
        "browse.organisations",
        "browse.people",
        "browse.person",
        "browse.session",
        "charts.chart",
        "charts.concordance",
        "charts.matrix",
        "charts.words",
        "corrections.correct",
        "languages.choose",
        "originals.original",
        "originals.original_page",
        "originals.passage_in_original",
        "reading.document",
        "reading.lineage_page",
        "reading.passage",
        "reading.similar_passages",
        "search.facet",
        "search.search",
        "search.statement",
        "search.suggest",
        "verify.form",
        "verify.report",
        "verify.verify",
        None,
    }
)
"""The endpoints whose pages are translated; None are the pages about errors of addresses."""
_API, _API_PAGES = "/api", "/api/docs"


def begin_language() -> None:
    """Let the answer to the current request be in its language, and keep its links under its address."""
    if _is_for_programs():
        set_language_path("")
        speak(ENGLISH)
        return
    code = request.environ.get(LANGUAGE_KEY, "")
    set_language_path(f"/{code}" if code else "")
    g.wished_language = code or _preferred()
    speak(speech_of(g.wished_language) if request.endpoint in _TRANSLATED else ENGLISH)


def end_language(_error: BaseException | None = None) -> None:
    """Let this thread speak English again: what comes next may not be for the same reader."""
    set_language_path("")
    speak(ENGLISH)


def wished_language() -> SiteLanguage:
    """Return the language that the current page is asked for in."""
    return LANGUAGES[g.get("wished_language", ENGLISH.code)]


def _preferred() -> str:
    """Return the language that the reader has chosen or the browser asks for, else that of the settings."""
    g.language_chosen = True  # what answers may keep the page for others must know
    chosen = read_cookie(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return _wished_by(request.accept_languages.values()) or site().settings.language


def _wished_by(tags: Iterable[str]) -> str:
    """Return the first language of the site among tags in order of preference, whatever their region; else nothing."""
    return next((code for tag in tags if (code := tag.partition("-")[0].casefold()) in LANGUAGES), "")


def _is_for_programs() -> bool:
    """Return whether the request is for a file, a feed, or the API, but not its documentation."""
    path = request.path
    if path == _API or path.startswith(f"{_API}/"):
        return path != _API_PAGES and not path.startswith(f"{_API_PAGES}/")
    rule = request.url_rule
    return rule is not None and "." in rule.rule
