"""Communes, EPCI, départements, regions, perimeters and outlines."""
