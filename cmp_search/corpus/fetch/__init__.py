"""Fetching the official texts from their publishers: the only part that uses the network.

1. `texts` chooses entries of the catalogue and puts what arrives into the corpus.
2. `transfer` downloads one text into a partial file, resumes an interrupted transfer, and decides
   which responses to accept; `unpack` decompresses the result.
3. `session` follows redirects, to hosts in the catalogue only, with a pause between requests.
4. `exchange` is one request and its response, in HTTP/1.1 by httpcore; `connection` connects for
   it, to public addresses only; `network` has the limits and the deadline.
5. `record` remembers what was fetched, so that only what has changed is sent again.
"""
