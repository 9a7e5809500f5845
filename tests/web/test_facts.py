"""What the Documents page says about how a document was read."""

import pytest

from cmp_search.corpus.kinds import KINDS
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Flaw, Omission, Omitted, Quality
from cmp_search.index.status import DocumentStatus
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.facts import document_facts, kind_name, kind_named

STATUS = DocumentStatus(
    entry=Entry(id="fog"),
    characters=900,
    sections=1,
    passages=1,
    pages=0,
    headings_from="markup",
    editions=(),
    quality=Quality(
        omitted=(
            Omitted(Omission.TITLES, lines=1, words=3),
            Omitted(Omission.STRUCK, lines=2, words=30, lost=25),
        ),
        words=75,
        warnings=(Flaw.WORDS_LOST,),
    ),
)


@pytest.mark.parametrize(
    ("language", "left_out", "lost"),
    [
        (
            "en",
            "Left out: 1 repetition of the title; "
            "2 lines of struck text (25 words found nowhere else)",
            "25% of its words were left out, and are found nowhere in the text",
        ),
        (
            "fr",
            "Laissé de côté : 1 répétition du titre; "
            "2 lignes de texte barré (25 mots introuvables ailleurs)",
            "25 % de ses mots ont été laissés de côté et ne se trouvent nulle part dans le texte",
        ),
        (
            "es",
            "Se omitió: 1 repetición del título; "
            "2 líneas de texto tachado (25 palabras que no están en otra parte)",
            "se omitió el 25 % de sus palabras, que no están en ninguna parte del texto",
        ),
    ],
)
def test_what_was_left_out_is_said_in_each_language(
    language: str, left_out: str, lost: str
) -> None:
    lines = [line.replace("\xa0", " ") for line in document_facts(STATUS, messages_for(language))]
    assert left_out in lines
    assert any(line.endswith(lost) for line in lines)


@pytest.mark.parametrize("language", interfaces())
def test_every_kind_has_a_name_that_means_it_alone(language: str) -> None:
    names = [kind_name(kind, messages_for(language)) for kind in KINDS]
    assert [kind_named(f" {name.capitalize()} ") for name in names] == list(KINDS)


def test_a_kind_that_has_no_name_is_called_what_it_is() -> None:
    assert kind_name("Tide table", messages_for("fr")) == kind_named(" Tide table") == "Tide table"
