"""The sandbox: a process of its own in which files are read, with limits on time and memory."""
