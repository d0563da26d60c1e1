"""The engine: a policy file in, what it says of a set of answers out. Pure; knows no policy's words."""
