"""Problems by size, each method and peer on the same arrays: `python -m bench`."""
