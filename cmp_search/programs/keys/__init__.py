"""The keys of programs: made by a command, kept as hashes, each for some collections, revocable."""
