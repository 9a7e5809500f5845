"""Export: a note as a document that can be signed, printed or sent."""
