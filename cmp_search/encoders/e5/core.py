"""OpenVINO's core: one for the whole process, which is never destroyed.

A core that loads the CPU plugin gives the thread an alternate stack for signal handlers; when it is
destroyed, it restores the one before. If two cores are not destroyed in reverse order, that one is
gone by then, and the next Ctrl-C crashes the process.
"""

import sys
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from cmp_search.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from openvino import CompiledModel, Core

_TOOLS = "openvino.tools.ovc"
"""Tools for converting models, which are optional. They take longer to import than all the rest,
and bring a package that reports usage."""


first_calls = Lock()
"""Held while a graph is compiled and called once, before several threads call it.

OpenVINO's binding initialises itself at its first calls, each under a lock that it waits for
without releasing Python's: two first calls at once would deadlock, of two graphs as well.
"""


def call_once(graph: "CompiledModel", inputs: "list[NDArray[np.float32]]") -> None:
    """Call, while `first_calls` is held, everything that several threads will call."""
    request = graph.create_infer_request()
    request.infer(inputs)
    assert all(request.get_output_tensor(i).data.size for i in range(len(graph.outputs)))


LENGTHS = 16
"""Lengths of texts, in tokens, are rounded up to a multiple of this."""


def rounded(length: int) -> int:
    """The length to which texts are padded that are computed together.

    OpenVINO keeps what it prepares for each shape it meets, half a megabyte and more, thousands of
    them: a process that answers questions of any length would grow with each new one.
    """
    return -(-length // LENGTHS) * LENGTHS


@cache
def shared_core() -> "Core":
    """The core, made on the first call.

    Raises:
        EncoderError: OpenVINO cannot be loaded.
    """
    unwanted = _TOOLS not in sys.modules
    if unwanted:
        sys.modules[_TOOLS] = None  # type: ignore[assignment]
    try:
        from openvino import Core

        return Core()
    except ImportError as error:
        raise EncoderError("openvino_broken", reason=error) from error
    finally:
        if unwanted:
            del sys.modules[_TOOLS]
