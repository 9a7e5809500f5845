"""Overview: what is shown to a newcomer, chosen from what was found in all texts."""
