"""What happened: who was born to whom, lived where, worked, went to school, had no home. No record is written here."""
