"""MCP: five tools by which an assistant reads, quotes and cites the texts, which are its resources.

`tools.py` lists the tools; `arguments.py` and `results.py` have what they take and give, and
`searching.py`, `reading.py` and `checking.py` make the one of the other. `resources.py` has the
texts, `instructions.py` what an assistant is told, and `server.py` serves all of it, over
`stdio.py` or `http.py`.
"""
