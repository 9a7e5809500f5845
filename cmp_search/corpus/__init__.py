"""The corpus folder: adding and removing files, and getting texts from their publishers."""
