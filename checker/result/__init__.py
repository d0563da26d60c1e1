"""The result: what a policy says about a set of answers, in words made once, and rendered as HTML or text."""
