"""The index: generations of texts and vectors on disk, built from the corpus."""
