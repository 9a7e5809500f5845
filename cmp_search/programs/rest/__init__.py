"""The REST interface: what the library answers, as the command line's JSON, over HTTP."""
