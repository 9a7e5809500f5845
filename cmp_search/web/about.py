"""The About page: how it works, how often it errs, limits, privacy, accessibility, version."""

from collections.abc import Iterator
from contextlib import closing

import streamlit as st

from cmp_search.errors import GenerationError, NoIndexError
from cmp_search.index.calibration import Calibration
from cmp_search.index.engines import engine_of, open_index
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.locales import Messages
from cmp_search.search.confidence import Rates
from cmp_search.search.reading.opening import open_reader
from cmp_search.search.thresholds import in_force, rates_in
from cmp_search.settings import Settings
from cmp_search.version import __version__
from cmp_search.web.error_view import error_sentence
from cmp_search.web.facts import index_facts
from cmp_search.web.rendering import element

COLUMNS = ("language", "kind", "n", "answered", "related", "not_found")


def show(messages: Messages) -> None:
    """Draw the page."""
    st.title(messages("about.title"))
    st.write(messages("about.lead"))
    st.header(messages("about.how"))
    st.html(element("steps", messages.lines("about.how_steps"), True))
    st.header(messages("about.sure"))
    st.write(messages("about.sure_words"))
    headers = [messages(f"about.{column}") for column in COLUMNS]
    calibration = _calibration()
    rows = _rows(calibration, messages)
    st.html(element("figures_table", messages("about.table"), headers, rows))
    if calibration:
        date = messages.moment(calibration.created)
        st.html(element("remark", messages("about.calibrated", date=date)))
    st.html(element("remark", messages("about.small")))
    for part in ("limits", "privacy"):
        st.header(messages(f"about.{part}"))
        _lines(messages, f"about.{part}_list")
    st.header(messages("about.access"))
    st.write(messages("about.access_words"))
    for part in ("met", "checked", "barriers"):
        st.subheader(messages(f"about.{part}"))
        _lines(messages, f"about.{part}_list")
    st.subheader(messages("about.other"))
    st.write(messages("about.other_words"))
    st.header(messages("about.version"))
    st.html(element("steps", _versions(messages), False))
    st.header(messages("about.licences"))
    _lines(messages, "about.licences_list")


def _lines(messages: Messages, key: str) -> None:
    st.html(element("steps", messages.lines(key), False))


def _versions(messages: Messages) -> Iterator[str]:
    """The versions of the tool and of the index."""
    yield messages("about.tool", version=__version__)
    try:
        with closing(open_index(Settings().index, searchable=False)) as opened:
            manifest = opened.manifest
    except NoIndexError:
        yield messages("about.no_index")
        return
    except GenerationError as error:
        yield error_sentence(error, messages)
        return
    yield from index_facts(manifest, messages)
    yield messages("about.fingerprint", fingerprint=manifest.fingerprint)


def _calibration() -> Calibration | None:
    """The calibration of the index, if it is in force."""
    address = Settings().index
    try:
        with closing(open_index(address, searchable=False)) as opened:
            return in_force(engine_of(address).calibration(address), opened.manifest.encoder)
    except GenerationError:
        return None  # Said under the versions.


def _rows(calibration: Calibration | None, messages: Messages) -> list[list[str]]:
    """A row for each language and kind of question that was tested."""
    settings = Settings()
    opened = open_reader(settings.reader, settings.model)
    reader = calibration.reader if calibration else opened.identity if opened else ""
    return [
        [messages.name(language), messages(f"about.{kind}"), *_shares(rates, messages)]
        for language in TEXT_LANGUAGES
        for kind, rates in rates_in(language, calibration, reader).items()
    ]


def _shares(rates: Rates, messages: Messages) -> list[str]:
    related = max(0.0, 1 - rates.answered - rates.not_found)
    shares = (rates.answered, related, rates.not_found)
    return [messages.number(rates.n), *map(messages.per_cent, shares)]
