"""The default model, multilingual-e5-small: its packed weights and the engine that computes it."""
