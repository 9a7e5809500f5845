"""Texts that the search was not made for: how well it finds and abstains there."""
