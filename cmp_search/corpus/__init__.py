"""The corpus folder: adding and removing files, and fetching texts from their publishers."""
