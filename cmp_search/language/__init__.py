"""Language: which one a text is in, and the form in which its words are matched."""
