"""What a turn asks for in the world, done: tickets, promises to write again, pictures, outcomes."""
