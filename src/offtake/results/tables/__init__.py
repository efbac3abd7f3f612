"""Result tables and statistics."""
