"""What goes on by itself: solving, points of a what-if, answers without a part."""
