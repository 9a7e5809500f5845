"""Who looks at a page, as far as the queue of jobs has to know: whose job is whose.

1. A visitor is told from others by a random key: in the session; else in a cookie, which the page's
   script writes once they have ordered something, and which goes to this server alone.
2. Where people sign in, the name counts as well: whoever signs in after another at the same browser
   is another visitor. What is kept with a job tells neither name nor key.
"""

import re
from hashlib import sha256
from secrets import token_urlsafe

import streamlit as st

from cmp_search.web.access.current import current_person
from cmp_search.web.jobs.queue import Visitor

COOKIE = "cmp-search-visitor"
KEY = "visitor_key"
"""In the session: the visitor's key."""
_KEY = re.compile(r"[\w-]{22}")


def visitor() -> Visitor:
    """The visitor whose page is being drawn."""
    name = current_person().name
    return Visitor(sha256(f"{name}\n{visitor_key()}".encode()).hexdigest(), name)


def visitor_key() -> str:
    """The key of the visitor (step 1)."""
    if KEY not in st.session_state:
        kept = st.context.cookies.get(COOKIE)
        is_kept = isinstance(kept, str) and _KEY.fullmatch(kept)
        st.session_state[KEY] = kept if is_kept else token_urlsafe(16)
    key: str = st.session_state[KEY]
    return key
