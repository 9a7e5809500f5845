"""Verification: does what a note quotes stand in the texts, word for word, where it says?"""
