"""How well the search does on questions whose answers are known."""
