"""Choices under limits: which actions to fund, who gets a training place, which day brings people together."""
