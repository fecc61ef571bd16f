"""What happened: who was born, to whom, who lived where, worked, went to school and had no home. No record is written here."""
