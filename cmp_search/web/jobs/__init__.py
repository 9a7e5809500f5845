"""Jobs: adding and removing texts in the app, and taking either back, while others keep asking.

1. What a visitor orders is written to disk before it is said to be accepted (`spool`). From then
   on it is either carried out or ends with a reason, whatever happens to the server.
2. Jobs are carried out in the order in which they were accepted (`queue`). All visitors see the
   titles of those that wait; whose they are, only their own visitor.
3. A process of its own does the work (`building`, and `working` on its side), at a low priority and
   with one thread of the encoder, so that it takes no time from those who ask. Additions that wait
   one behind another share one build.
4. A job that was begun when that process or the server broke off is tried again, alone. If that
   breaks off time after time, the job ends, and says so.
5. What became of a job is kept for its visitor until they have seen it.
"""
