"""Turn the texts of a questionnaire into files for translators, and what they translated into lines of its YAML."""
