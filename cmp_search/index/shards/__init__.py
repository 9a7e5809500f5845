"""Reading and encoding on many machines, by Dask; one writer stores the results.

1. The corpus is on a disk that the writer and all workers see under the same path. What a worker
   has made of a file is a shard, kept in a hidden folder of the corpus (see `store`) and named by
   all that it depends on: the file's hash and entry, versions, settings, the encoder's identity.
2. A worker reads and cuts a file (see `work`), unless that shard is there, and tells the keys of
   its texts.
3. The writer, which alone has the index, says which keys have no vector yet; a worker encodes
   these, unless that shard is there, too.
4. The writer takes the shards in the order of the corpus, so that the index is that of one process.
   Once it is published, the shards are removed (see `workers`).
A worker that is killed costs what it was working on, which another does again; a scheduler that is
killed ends the build, and the next one takes all shards that are there.
"""
