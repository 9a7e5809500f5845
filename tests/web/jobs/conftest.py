"""Queues of the sample corpus, whose jobs are carried out in the test's own process."""

from pathlib import Path

import pytest

from cmp_search.library import Library
from cmp_search.web.jobs.queue import Queue
from tests.web.jobs.working import queue_of


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    """The sample corpus and its index."""
    return Library(corpus, index, "fake")


@pytest.fixture
def queue(library: Library) -> Queue:
    """Its queue."""
    return queue_of(library)
