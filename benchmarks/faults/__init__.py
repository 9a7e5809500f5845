"""Faults on purpose: what breaks must be noticed, and nothing may be lost."""
