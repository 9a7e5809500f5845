"""What is let in to the app: from where, to which of its routes, how much and how often.

`hosts` says whether a request comes from a page of this server, `routes` lists what is open,
`messages` what may be said over a WebSocket, `limits` has every limit of rate and size in one
table, `uploads` counts what is uploaded; `middleware` asks all of them before Streamlit sees
anything. `starting` has what is decided when the server starts, `discreet` what an error may tell
a visitor.
"""
