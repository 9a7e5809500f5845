"""The embedded index: texts in SQLite, vectors in FAISS, in a folder of this machine."""
