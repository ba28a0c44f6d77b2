"""Ask respondents for consent to research beside their result, and let them withdraw it in the same place."""
