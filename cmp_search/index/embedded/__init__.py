"""The embedded index: texts in SQLite, vectors in FAISS, in a local folder."""
