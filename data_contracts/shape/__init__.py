"""The shape of a contract file: ODCS v3.1 and our customProperties as strict models. No meaning is checked here."""
