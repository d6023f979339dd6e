"""Decisions on places, as plain functions: how good and fresh a description is, which place suits a person."""
