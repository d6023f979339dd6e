"""Who sits round the table, what is proposed, how it is discussed and decided, and the minutes that say so."""
