"""Looking up: what stands in the open index under an id or a number, without a question.

Like a hit, each is proved before it is given (see `index.proof`) and has its citation and caveats.
No model is loaded.
"""
