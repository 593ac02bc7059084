"""What the person sees: Qt, never torch. Layers from the top: app > ui > viewmodel > service > jobs."""
