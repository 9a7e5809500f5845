"""Documents: from an entry of the catalogue and its file to the passages that are found."""
