"""Training of the default encoder's adaptation: low-rank differences to its weights."""
