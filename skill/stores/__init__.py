"""Where things are kept: one folder per backend, and the merchant's shop.toml."""
