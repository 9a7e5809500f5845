"""Citations: where a passage stands, in words that lead anyone to it."""
