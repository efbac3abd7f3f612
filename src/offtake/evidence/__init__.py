"""Documents, the claims in them, and how claims become rows with sources.

Nothing here fetches, executes, fills in or averages.  A claim keeps the exact words it rests on.
"""
