"""What is uploaded, counted before it is taken in.

Streamlit keeps uploads in memory for as long as their session lasts. An upload has to say how
large it is, and is taken only if that fits beside what its session, and all of them, hold and are
sending at that moment.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from cmp_search.gate.limits import DRAFTS, TEXTS, Sizes
from cmp_search.gate.refusal import Refusal
from cmp_search.settings import Settings
from cmp_search.web.access.roles import PERSON, Person, Role


def stored() -> dict[str, int]:
    """How many bytes Streamlit keeps, by session."""
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        raise TypeError(f"uploads are kept by {type(manager).__name__}, which is not counted")
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in list(manager.file_storage.items())
    }


def sizes(scope: Scope) -> Sizes:
    """What may be held: texts only by whoever may add them."""
    person: Person | None = scope.get(PERSON)
    can_add = person.role >= Role.EDITOR if person else Settings().can_edit
    return TEXTS if can_add else DRAFTS


class Uploads:
    """What is being sent, beside what is stored; used by the server's one thread."""

    def __init__(
        self,
        stored: Callable[[], Mapping[str, int]] = stored,
        sizes: Callable[[Scope], Sizes] = sizes,
    ) -> None:
        self._stored = stored
        self._sizes = sizes
        self._coming: Counter[str] = Counter()

    def refusal(self, scope: Scope) -> Refusal | None:
        """Why an upload is refused; None if there is room for it."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or "transfer-encoding" in headers:
            return Refusal.LENGTH
        most, kept, session = self._sizes(scope), self._stored(), session_of(scope)
        own = kept.get(session, 0) + self._coming[session] + int(length)
        if int(length) > most.file or own > most.session:
            return Refusal.LARGE
        together = sum(kept.values()) + self._coming.total() + int(length)
        return Refusal.FULL if together > most.all else None

    @contextmanager
    def coming(self, scope: Scope) -> Iterator[None]:
        """Count an upload while it is being sent."""
        session, length = session_of(scope), int(Headers(scope=scope)["content-length"])
        self._coming[session] += length
        try:
            yield
        finally:
            self._coming[session] -= length
            if not self._coming[session]:
                del self._coming[session]


def session_of(scope: Scope) -> str:
    """The session that an upload names in its path."""
    return str(scope["path"]).split("/")[-2]
