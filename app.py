"""Starts the app: `streamlit run app.py`, or `make app`."""

from cmp_search.web.app import show

show()
