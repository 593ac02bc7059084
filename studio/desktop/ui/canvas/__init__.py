"""The Create screen."""
