"""Speech that is written down word for word, without quotation marks."""
