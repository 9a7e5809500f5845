"""Which sockets a process opens to other machines, and which names it looks up: none.

Python tells a hook of each connection and each look-up before it is made. The hook is set in
`sitecustomize`, which every Python imports that is started with the environment given here, and so
do the processes that it starts.
"""

import os
from pathlib import Path

HOOK = '''"""Notes every attempt to reach another machine."""
import sys

_OWN = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "", "None")


def _note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple):
            return
        host = address[0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
        host = host.decode() if isinstance(host, bytes) else host
    else:
        return
    if str(host) not in _OWN:
        with open({file!r}, "a") as file:
            file.write(f"{{event}} {{host}}\\n")


sys.addaudithook(_note)
'''
_NOTES = "outward.txt"


def watching(folder: Path) -> dict[str, str]:
    """The environment of processes whose attempts are noted in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    source = HOOK.format(file=str(folder / _NOTES))
    (folder / "sitecustomize.py").write_text(source, "utf-8")
    paths = [str(folder), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def outward(folder: Path) -> list[str]:
    """What was noted: the kind of each attempt, with the host."""
    notes = folder / _NOTES
    return notes.read_text("utf-8").splitlines() if notes.is_file() else []
