"""Where independent parts run: here, in local workers, on Ray."""
