"""What works: figures over everything that is recorded, and the order of fixes that follows from it."""
