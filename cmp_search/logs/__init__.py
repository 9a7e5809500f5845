"""The log: what happens, as typed records, told to Python's logger `cmp_search`.

1. `events` lists all events, each a record with a name, a level and fields. What the lines have,
   and what docs/administering.md says of them, is made from that list.
2. Whoever does something tells it by `tell`, at once and in one line. Nobody sees it unless a
   handler is there: a library prints nothing by itself.
3. `showing` has the handler of the command line and the servers, on standard error; `lines` writes
   an event as text or JSON, on one line in which nothing steers a terminal, and `others` makes
   JSON of what is written there by others.
4. `failures` makes events of errors, `stopwatch` times the stages of a question.
No event has a word of a question or a draft, a password, a key or a cookie. Lines are for
operators, and so in English; what visitors read is in `locales`.
"""

from cmp_search.logs.events import Event
from cmp_search.logs.telling import LOG, tell

__all__ = ["LOG", "Event", "tell"]
