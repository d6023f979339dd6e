"""Where the next post or stop does most good: scenarios made, compared, and sent to the instances as proposals."""
