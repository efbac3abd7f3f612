"""From files to a Study."""
