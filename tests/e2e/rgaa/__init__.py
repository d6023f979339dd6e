"""RGAA and WCAG 2.2: what a machine can decide on each page, and a broken page for each check."""
