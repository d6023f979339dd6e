"""Questionnaires by invitation: who was asked, what each answered, and results that never point at a person."""
