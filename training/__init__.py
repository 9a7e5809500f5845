"""Training of the reader that ships with cmp-search (see docs/reader.md)."""
