"""Getting the official texts from their publishers: the only part that uses the network.

1. `texts` chooses the entries of the catalogue, and puts what arrives into the corpus.
2. `transfer` brings one text into a partial file, goes on from one that broke off, and says which
   answers are taken; `unpack` undoes the transfer's compression.
3. `session` follows redirects, to hosts of the catalogue only, with a pause between requests.
4. `exchange` is one request and its answer in HTTP/1.1; `network` makes the connection under it,
   to public addresses only, within the limits of time.
5. `memory` keeps what is needed to ask again only for what has changed.
"""
