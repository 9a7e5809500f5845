"""The sandbox: files are read in a process of their own, within 30 seconds and 1 GB.

The seconds are those of the processor (see `readers.clock`). A PDF is allowed a tenth of one more
for each page that is read. So is limited all other work on a text that someone else wrote, such as
finding its sentences (see `index.deriving`).

What a library does with a broken or hostile file cannot be limited from within. Measured were a PDF
of 60 MB that took 5.6 GB in one call of pypdf, one of 30 MB that kept it searching for 40 seconds,
and a web page of 2.5 MB that the HTML parser, written in C, did not finish in two minutes.

1. The process starts with the first file and handles one file after another (see `serve`).
2. A request and the bytes go in, with the name of the function that does the work; the result
   comes out as JSON, or the error that was raised.
3. The process kills itself when a file takes too long, and cannot take more memory than allowed,
   where the operating system can enforce that (Linux). When it ends without an answer, the file is
   refused, and the next file gets a new process.
"""
