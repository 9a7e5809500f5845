"""Overview: what a newcomer is shown, chosen from the facts found in all texts."""
