"""The frame of every page: the product's name, and a navigation that is always there."""

import re
from html import unescape

import pytest

from cmp_search.locales import interfaces, messages_for
from cmp_search.web.app import ADDRESSES
from cmp_search.web.frame import PRODUCT
from tests.web.conftest import Open, shown


def navigation(html: str) -> dict[str, str]:
    """The titles of the pages, and the attributes of their links."""
    (nav,) = re.findall(r'<nav class="pages".*?</nav>', html, re.S)
    return {
        unescape(title): attributes for attributes, title in re.findall("<a ([^>]*)>(.*?)</a>", nav)
    }


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_names_the_product_and_all_pages(
    open_page: Open, language: str, address: str
) -> None:
    words = messages_for(language)
    page = open_page("" if address == "ask" else address, lang=language)
    links = navigation(shown(page))
    assert list(links) == [words(f"page.{one}") for one in ADDRESSES]
    current = [title for title, attributes in links.items() if 'aria-current="page"' in attributes]
    assert current == [words(f"page.{address}")]
    assert f'href="documents?lang={language}"' in links[words("page.documents")]
    assert f'href="./?lang={language}"' in links[words("page.ask")]
    assert f'href="./?lang={language}">{PRODUCT}</a>' in shown(page)
