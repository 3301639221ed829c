"""The page of the support team at /insight: what works, and what does not."""
