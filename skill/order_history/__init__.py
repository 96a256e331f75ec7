"""Orders that were placed elsewhere, from a CSV file: one row a line item."""
