"""Claims kept on disk, accepted into a study or rejected, and what has become of them since."""
