"""A study and a tree node, stated as blocks of one program."""
