"""The index on a Milvus server: texts, words and vectors in its collections."""
