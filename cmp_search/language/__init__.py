"""Language: detecting it, and the forms in which words are compared."""
