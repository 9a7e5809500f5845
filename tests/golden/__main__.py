"""Records what each stage makes of the golden corpus: `python -m tests.golden`.

It refuses where output has moved and the version of its stage has not.
"""

import sys

from cmp_search.index.versions import Stage
from tests.golden.stages import Verdict, judge, make, record_of, remedy, write


def main() -> str:
    """Record all stages; gives what has to be done before that, if anything."""
    moved = [stage for stage in Stage if judge(record_of(stage), make(stage)) is Verdict.MOVED]
    if not moved:
        for stage in Stage:
            write(stage)
    return "\n".join(remedy(stage, Verdict.MOVED) for stage in moved)


if __name__ == "__main__":
    sys.exit(main() or None)
