"""The engine: loads a policy file and assesses answers by it. Pure, and free of any particular policy's words."""
