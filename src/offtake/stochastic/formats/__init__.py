"""Published problems as input: SMPS files and StochOptFormat files."""
