"""What other programs ask: REST at /api and MCP at /mcp, beside the app or alone.

`entrances` is all that a server has to know of it: routes, each behind `guard`, and what runs
meanwhile. `guard` looks at keys (`keys`), rates and sizes before anything else does; `workers` has
the threads that questions wait in; `measures` counts; `problems` is how an error is answered.
`rest` and `mcp` are what is asked; `alone` serves both without the app.
"""
