"""Documents: from a file and its catalogue entry to the passages that are searched."""
