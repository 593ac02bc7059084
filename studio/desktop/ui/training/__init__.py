"""The Teach screen."""
