"""Words and markup: the one place that turns assessments, clauses and questions into text, Markdown and HTML."""
