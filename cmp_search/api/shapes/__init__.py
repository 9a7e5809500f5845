"""The JSON that programs get over HTTP, as types, a module for each noun.

mypy holds the functions of `api` to them, and the specification of the REST interface and the
schemas of the MCP tools are made from them, so that none of these can say anything else. What a
field means is said below it, and is told to programs with it.
"""
