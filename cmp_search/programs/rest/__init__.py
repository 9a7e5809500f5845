"""REST: what the library answers, as the JSON of the command line, with a specification."""
