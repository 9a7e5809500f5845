"""Processors and memory are counted as Linux counts them; elsewhere nothing is measured."""

import sys

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
