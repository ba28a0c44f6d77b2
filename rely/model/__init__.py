"""What an instrument is, as frozen models: the single definition of the questionnaire format."""
