"""Reading: whether a passage that was found answers the question, and with which words."""
