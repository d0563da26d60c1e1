"""The one place that makes words and markup of an assessment, a clause or a question."""
