"""What a reader sees: text and pages made of counts. Never opens the vault, never shows a value of a row."""
