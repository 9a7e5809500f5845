"""Styles of citation: one citation, written as different readers expect it."""

from enum import StrEnum


class Style(StrEnum):
    """A style; McGill's is French or English as the language asks."""

    PLAIN = "plain"
    APA = "apa"
    MCGILL = "mcgill"
    MEXICAN = "mexican"
