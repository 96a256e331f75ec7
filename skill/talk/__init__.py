"""What we say next. Pure: a Turn in, a Reply out. Knows no vendor and no language."""
