"""What documents say, and whether figures stand up to it.

Nothing here fetches, executes, fills in or averages.  A claim keeps the exact words it rests on.
"""
