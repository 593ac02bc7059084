"""The Subjects screen."""
