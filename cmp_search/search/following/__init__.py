"""Follow-ups: what a short question after an answer means."""
