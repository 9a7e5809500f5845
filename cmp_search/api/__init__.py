"""What programs get: the stable JSON forms."""
