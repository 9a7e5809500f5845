"""Backups: a corpus and the current generation of its index in one file, and back from it."""
