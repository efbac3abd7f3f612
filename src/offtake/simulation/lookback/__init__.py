"""Looking back: the forecast of a study of the past, held against what happened."""
