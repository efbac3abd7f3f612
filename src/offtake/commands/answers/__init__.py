"""What a solved study is asked."""
