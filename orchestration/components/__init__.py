"""When, in what order, whose: the rooms joined into steps. No business rule and no agency's name stands here."""
