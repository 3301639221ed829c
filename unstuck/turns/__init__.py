"""What a turn asks for in the world, done: tickets, reminders, pictures, outcomes."""
