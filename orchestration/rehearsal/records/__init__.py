"""What agencies write of the lives: one module per feed, which supplies texts by the contract's column names, and the errors they make."""
