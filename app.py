"""Starts the app: `streamlit run app.py`, or `make app`."""

import streamlit as st

from cmp_search.web.serving import SCRIPT, lifespan, middleware, routes, show_failure

app = st.App(
    SCRIPT,
    lifespan=lifespan,
    routes=routes(),
    middleware=middleware(),
    on_script_error=show_failure,
)
