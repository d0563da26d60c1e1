"""Pages of the site: the Markdown extension `PolicyPages`, what each of its directives becomes, and the templates."""
