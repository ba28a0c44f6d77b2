"""Turn a questionnaire into an XLSForm, the spreadsheet of ODK, KoboToolbox and others, and an XLSForm into one."""
