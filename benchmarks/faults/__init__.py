"""Faults brought about on purpose: what may be lost, shown or served by them, in one table."""
