"""How well the search does on questions with known answers."""
