"""The engine that keeps an index on a Milvus server."""

import os

# What goes wrong is told in one line; read when gRPC is first imported.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
