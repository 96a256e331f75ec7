"""What a shop is and decides. Knows no vendor, no input or output, no language."""
