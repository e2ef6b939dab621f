"""Portfolio: the documents a specialist can show, and the acts that confirm what was earned."""
