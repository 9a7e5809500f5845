"""What a writer is told when another has the index."""

from cmp_search.documents.lock import Holder
from cmp_search.errors import BusyError
from cmp_search.index.address import Address


def held(address: Address, holder: Holder) -> BusyError:
    """That the index is held: by whom, where that is known, doing what and since when."""
    if not holder.who:
        return BusyError("index_busy", folder=address)
    return BusyError(
        "index_held",
        folder=address,
        who=holder.who,
        command=holder.command,
        since=holder.moment,
        pid=holder.pid,
    )
