"""MCP: five read-only tools and the texts as resources, for assistants, over stdio and HTTP.

`tools.py` lists the tools, `arguments.py` and `results.py` have what they take and give, and
`server.py` makes the server of them; `stdio.py` and `over_http.py` are its two transports
([mcp.md](../../../docs/mcp.md)).
"""
