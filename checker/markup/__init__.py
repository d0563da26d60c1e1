"""Markup: what the pages and the browser show, as HTML that holds sentences made elsewhere."""
