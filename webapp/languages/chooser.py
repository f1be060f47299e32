"""The chooser of languages at the end of each page, and the addresses of the page in the other languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, make_response, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from indexer.speech.translation import current_speech, gettext, speaking
from webapp.access.gate import LANGUAGE_KEY
from webapp.access.placing import set_language_path
from webapp.access.returning import local_path
from webapp.shared.cookies import keep_cookie
from webapp.shared.written import TextLanguage
from webapp.site import absolute_url
from webapp.translations.catalogues import LANGUAGES, SiteLanguage, speech_of

from .request_language import COOKIE, wished_language

language_pages = Blueprint("languages", __name__)
_KEPT_DAYS = 365


@dataclass(frozen=True)
class LanguageChoice:
    """A language that the reader can choose."""

    language: SiteLanguage
    is_current: bool


@dataclass(frozen=True)
class Alternate:
    """The address of a page in a language; `x-default` is the one that leaves the language open."""

    tag: str
    url: str


def language_choices() -> tuple[LanguageChoice, ...]:
    """Return the languages of the site, for the chooser."""
    current = wished_language().code
    return tuple(LanguageChoice(language, language.code == current) for language in LANGUAGES.values())


def page_language() -> SiteLanguage:
    """Return the language of the current page."""
    return LANGUAGES[current_speech().code]


def page_direction_beside(text: TextLanguage) -> str:
    """Return the direction of the current page where a text is known to have the other one, else an empty string."""
    direction = _direction(current_speech().code)
    return "" if text.dir in {direction, "auto"} else direction


@lru_cache(maxsize=len(LANGUAGES))  # asked for each passage of a page
def _direction(code: str) -> str:
    return "rtl" if LANGUAGES[code].is_right_to_left else "ltr"


def not_translated() -> str:
    """Return, in the language that the reader wishes, that the page is in English."""
    with speaking(speech_of(wished_language().code)):
        return gettext("This page has not been translated yet, so it is in English.")


def alternates(canonical: str) -> tuple[Alternate, ...]:
    """Return the addresses of a page in each language, given the one without a language."""
    root = absolute_url("")
    path = canonical.removeprefix(root)
    each = (Alternate(language.tag, f"{root}/{language.code}{path}") for language in LANGUAGES.values())
    return (*each, Alternate("x-default", canonical))


@language_pages.post("/language")
def choose() -> Response:
    """Keep the chosen language in the reader's browser, and lead back to the page. Raise BadRequest for no language.

    Where the address had a language in it, it gets the chosen one.
    """
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        raise BadRequest
    if request.environ.get(LANGUAGE_KEY):
        set_language_path(f"/{code}")
    response = make_response(redirect(local_path(request.args.get("page", ""), "/"), 303))
    keep_cookie(response, COOKIE, code, _KEPT_DAYS)
    return response
