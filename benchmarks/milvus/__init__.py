"""Milvus: a cluster on one machine, and what its failures do to questions."""
