"""Orientation: what a newcomer asks of a text first, found by rules when the text is indexed.

Acronyms, groups, co-chairs, meetings and sentences of definition, each a slice of the text with the
passage and the sentence that it stands in. Nothing here knows what the texts are about.
"""
