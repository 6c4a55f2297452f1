"""Re-planning: what is frozen, what proves that it was not touched, what changed, and what Variance compares with.

- `freezing` takes the plan as rows, `requests` says which versions may be frozen and what stands in the way
- `seals` proves that frozen rows are as they were
- `changes` holds two sets of rows against each other, `moves` finds budget that went from one line to another
- `history` is all of it for one plan; `baseline` makes a version, or last year, a plan to compare with
- `earlier` freezes plans that were approved one after the other, for workbooks that begin with a past
"""
