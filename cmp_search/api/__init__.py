"""The stable JSON output, for programs."""
