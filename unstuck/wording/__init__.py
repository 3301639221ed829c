"""How it is said: responses filled, in the person's words."""
