"""Starts the app: `streamlit run app.py`, or `make app`; `cmp-search serve` has options."""

import streamlit as st

from cmp_search.web.running import options
from cmp_search.web.serving import SCRIPT

app = st.App(SCRIPT, **options())
