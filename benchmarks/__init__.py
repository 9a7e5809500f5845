"""Measurements of retrieval and speed that anyone can repeat."""
