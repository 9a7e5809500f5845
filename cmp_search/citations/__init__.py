"""Citations: where a passage is, in words with which anyone can find it."""
