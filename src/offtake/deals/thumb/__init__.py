"""Rules of thumb with a study's own figures."""
