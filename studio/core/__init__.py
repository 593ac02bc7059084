"""Words every room shares: ids, geometry, errors, settings, folders, files. Imports nothing of the studio."""
