"""Stored: what engines store has the same rows, sums and names in all of them."""
