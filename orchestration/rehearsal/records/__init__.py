"""What agencies write of the lives: one module per feed, texts by the contract's column names, and their errors."""
