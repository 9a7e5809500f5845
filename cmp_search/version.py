"""The version of the package; tests hold it to that of pyproject.toml."""

__version__ = "0.1.0"
