"""Search: a question in, ranked passages with citations and a confidence out."""
