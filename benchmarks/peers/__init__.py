"""The same work done by other tools, each in an environment of its own.

Each module here but `__main__` is run by the Python of a peer's environment, as

    python PEER.py build | ask FOLDER MODEL [QUESTION …]

FOLDER has `passages.jsonl` (one passage per line: `id`, `text`) and receives the peer's own files;
MODEL is the folder of the default model's weights. `ask` prints the seconds that each
question took, as JSON; a cold measurement asks one question and times the whole process.
"""
