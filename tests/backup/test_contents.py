"""Which paths a backup may contain."""

import re

import pytest

from cmp_search.backup.contents import inside


@pytest.mark.parametrize(
    "path", ["", "/", "a//b", "./a", "a/../b", "a/", "a\\b", "C:a", "a\nb", "a\udcffb", "//x/y"]
)
def test_paths_that_are_none_everywhere(path: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(path))):
        inside(path)


@pytest.mark.parametrize("path", ["a", "a b/ç (2).pdf", "a/.b", "..a", "a..b"])
def test_paths_that_are(path: str) -> None:
    assert inside(path) == path
