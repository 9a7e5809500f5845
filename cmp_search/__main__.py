"""`python -m cmp_search` is the command `cmp-search`."""

from cmp_search.cli import run

if __name__ == "__main__":
    run()
