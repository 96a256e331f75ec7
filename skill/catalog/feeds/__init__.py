"""Merchants' product feeds, whatever their format, as rows of Google's columns."""
