"""How an installation is watched: its health, its measures, its logs, none of which names anyone."""
