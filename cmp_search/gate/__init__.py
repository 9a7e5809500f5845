"""What is let in by a server of this package, whatever stands behind: app, REST or MCP.

`hosts` says whether a request comes from a page of this server, `limits` has every limit of rate
and size in one table, `refusal` why something is not let in. `starting` has what is decided when
the server starts, `discreet` what an error may tell a visitor.
"""
