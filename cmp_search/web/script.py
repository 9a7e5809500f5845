"""The script that Streamlit runs whenever something on a page changes."""

from cmp_search.search.door import come
from cmp_search.web.app import show

come()
show()
