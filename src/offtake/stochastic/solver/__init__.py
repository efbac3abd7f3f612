"""The solver of flat programs behind one handle."""
