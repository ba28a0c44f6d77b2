"""Hand each request its site and its language."""

from typing import Any, cast

from flask import Flask, current_app, g, request, session
from werkzeug.routing import BaseConverter, ValidationError

from rely.languages import INTERFACE_LANGUAGES, SOURCE_LANGUAGE, Words, offered_languages, words_for
from rely.model.instrument import Instrument
from rely.services.site import Site

_KEY = "rely"

_LANGUAGE = "language"
"""Under which name the session remembers the language that a visitor chose."""


class LanguageConverter(BaseConverter):
    """The first part of an address: the language of the page."""

    regex = "[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?"

    def to_python(self, value: str) -> str:
        """The tag, if there are pages in this language. Raises ValidationError."""
        if value not in site_languages():
            raise ValidationError
        return value


def install(app: Flask, site: Site) -> None:
    """Keep the site with the app, and take the language of every page from its address."""
    app.extensions[_KEY] = site
    app.url_map.converters["language"] = LanguageConverter

    @app.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        chosen = (values or {}).pop("language", None)
        if chosen is not None:
            g.language = chosen
            _remember(chosen)

    @app.url_defaults
    def _give(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = language()


def site() -> Site:
    """The site that answers this request."""
    return cast(Site, current_app.extensions[_KEY])


def language() -> str:
    """The language of this request: that of the address, else what `asked_for` says."""
    return cast(str | None, g.get("language")) or asked_for()


def site_languages() -> tuple[str, ...]:
    """The languages in which there are pages: those of Rely, and those of the questionnaires that are offered."""
    offers = site().catalogue.offers()
    return offered_languages(each for offer in offers for each in offer.instrument.languages)


def page_languages() -> tuple[str, ...]:
    """The languages in which this page can be read: on the pages of an assessment those of its questionnaire."""
    own = cast(Instrument | None, g.get("instrument"))
    return site_languages() if own is None else offered_languages((*own.languages, language()))


def disclaimer() -> str:
    """What the questionnaire of this page is not, in its own words; on other pages what the first one is not."""
    own = cast(Instrument | None, g.get("instrument"))
    told = own or next((offer.instrument for offer in site().catalogue.offers()), None)
    if told is None or told.disclaimer is None:
        return words().gettext("This is not the official RELY instrument.")
    return words().text(told.disclaimer)


def words() -> Words:
    """The words in the language of this request, for its page: what is in another language is marked as that."""
    return words_for(language(), marks=True)


def asked_for() -> str:
    """The language of an address that has none: read from its first part, else the one that was chosen before, else
    what the browser prefers."""
    first = request.path.strip("/").partition("/")[0]
    return first if first in site_languages() else preferred()


def preferred() -> str:
    """The language that this visitor chose before, else what the browser prefers."""
    chosen = session.get(_LANGUAGE)
    if chosen in site_languages():
        return cast(str, chosen)
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or SOURCE_LANGUAGE


def _remember(chosen: str) -> None:
    """Keep the language of a page as the one to begin with, where the visitor would not get it anyway."""
    if chosen != preferred():
        session[_LANGUAGE] = chosen
