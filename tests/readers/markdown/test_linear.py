"""Signs that open something, by the thousand: reading Markdown takes time in proportion to them.

A parser that looks ahead for what closes each of them takes their square.
"""

import pytest

from cmp_search.readers.markdown.reader import read
from tests.growth import MOST, growth

PATTERNS = {
    "images": "![",
    "links": "[",
    "empty links": "[]",
    "targets": "[a](",
    "targets in angle brackets": "[a](<b",
    "references": "[a][b]",
    "definitions": "[a]: b\n",
    "notes": "[^a]",
    "titles": '![a](b "',
    "emphasis": "*a_ ",
    "strong emphasis in emphasis": "**a*",
    "strikes": "~~a ",
    "code": "` ``  ``` ",
    "fences": "```\n",
    "addresses": "<a@b.c",
    "elements": '<a b="',
    "comments": "<!-- ",
    "instructions": "<?",
    "character data": "<![CDATA[",
    "entities": "&#x",
    "escapes": "\\[",
    "items": "- a\n\n",
    "numbers": "1. \n",
    "cells": "|a",
    "rows": "|a|\n|-|\n",
    "underlines": "a\n==\n",
}


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_text_alone(name: str) -> None:
    pattern = PATTERNS[name]
    more = growth(lambda text: read(text.encode()), lambda n: pattern * n, 1_500)
    assert more < MOST, f"{name}: {more:.1f} times as long"
