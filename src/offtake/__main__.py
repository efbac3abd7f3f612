"""`python -m offtake` is the program `offtake`."""

from offtake.cli import main

if __name__ == "__main__":
    main()
