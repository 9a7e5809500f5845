"""Who may do what in the app.

`roles` has what there is to be, `current` tells a page who looks at it.
"""
