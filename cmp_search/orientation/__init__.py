"""Orientation: what a newcomer asks about a text first, found by rules when the text is indexed.

Acronyms, groups, co-chairs, meetings and defining sentences, each a slice of the text with its
passage and sentence. Nothing here is specific to the subject of the texts.
"""
