"""The script that Streamlit runs whenever something on a page changes."""

from cmp_search.web.app import show

show()
