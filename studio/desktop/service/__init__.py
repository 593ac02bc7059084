"""StudioService: typed requests in, frozen snapshots and signals out. All that view-models know of the studio."""
