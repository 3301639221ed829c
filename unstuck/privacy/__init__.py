"""Masking, and the signing key."""
