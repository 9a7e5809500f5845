from cmp_search.documents.catalogue import Entry, load_catalogue
from cmp_search.documents.editions import editions, texts_of_digests
from tests.conftest import CHECKOUT

ES = Entry(id="a-es", language="es", edition_of="a")
FR = Entry(id="z-fr", language="fr", edition_of="a")
EN = Entry(id="a", language="en")
ALONE = Entry(id="b", language="es")


def test_editions_are_ordered_by_language() -> None:
    assert editions([ES, ALONE, FR, EN]) == {
        **dict.fromkeys(["a", "a-es", "z-fr"], (EN, FR, ES)),
        "b": (ALONE,),
    }


def test_siblings_know_each_other_without_the_original() -> None:
    assert editions([ES, FR])["a-es"] == (FR, ES)


def test_another_language_comes_last() -> None:
    other = Entry(id="0", language="de", edition_of="a")
    assert editions([other, ES, EN])["0"] == (EN, ES, other)


def test_the_catalogue_that_ships_links_every_edition() -> None:
    found = editions(load_catalogue(CHECKOUT / "corpus"))
    for id in ("cmp-2019", "cmp-2021", "jap-2010"):
        assert [entry.id for entry in found[f"{id}-es"]] == [id, f"{id}-fr", f"{id}-es"]
    digests = [entry.id for entry in found["jap-2010-digest.fr"]]
    assert digests == [f"jap-2010-digest.{language}" for language in ("en", "fr", "es")]


def test_a_digest_is_of_the_text_that_its_official_text_is_an_edition_of() -> None:
    digest = Entry(id="short", language="fr", digest_of="z-fr")
    assert texts_of_digests([EN, FR, digest, ALONE]) == {"short": "a"}
    shipped = texts_of_digests(load_catalogue(CHECKOUT / "corpus"))
    assert set(shipped.values()) == {"cmp-2019", "jap-2010"}
    assert shipped["jap-2010-digest.es"] == "jap-2010"
