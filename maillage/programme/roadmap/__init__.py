"""The feuille de route: axes, objectives and actions, what each must reach, and what was reached."""
