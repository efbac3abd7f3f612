"""Charts, the report, the web page."""
