"""MCP: five read-only tools by which an assistant quotes and cites the texts."""
