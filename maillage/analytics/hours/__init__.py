"""Opening hours: what a written week means at an instant in Paris, in French, with holidays, closures and stops."""
