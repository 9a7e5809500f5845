"""The same work by other tools, each in an environment of its own.

Each module here but `__main__` is run by the Python of a peer's environment, as

    python PEER.py build | ask FOLDER MODEL [QUESTION …]

FOLDER holds `passages.jsonl` (one passage a line: `id`, `text`) and takes the peer's own files;
MODEL is the folder of the default model's weights. `ask` prints the seconds that each
question took, as JSON; whoever measures cold asks one question and times the whole process.
"""
