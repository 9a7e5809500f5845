"""The version of the package, which pyproject.toml takes from here."""

__version__ = "0.6.0"
