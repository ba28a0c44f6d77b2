"""Ask: the pages of the questionnaire, the course it takes, and the way to stop and go on later."""
