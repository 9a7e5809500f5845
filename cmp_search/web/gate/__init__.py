"""What is let in to the app: to which of its routes, how much and how often.

`routes` lists what is open, `messages` what may be said over a WebSocket, `limiting` counts by the
limits of `cmp_search.gate`, `uploads` what is uploaded; `middleware` asks all of them, and where a
request comes from, before Streamlit sees anything. `starting` has what Streamlit is told when the
server starts.
"""
