"""Training of what ships with cmp-search: the reader, and the differences of the encoder."""
