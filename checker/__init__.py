"""A policy as data, and what it says about a set of answers.

    policy = load_policy()
    answers, faults = read_answers(policy, {"licensed": True})
    assessment = assess(policy, answers)

Data flows one way, and imports follow:
policy files -> engine -> result -> command line, browser, pages.
"""

from checker.engine.answers import Answers, read_answers
from checker.engine.assess import Assessment, assess
from checker.engine.fault import Fault, InputError
from checker.engine.model import Policy
from checker.policy import load_policy

__all__ = [
    "Answers",
    "Assessment",
    "Fault",
    "InputError",
    "Policy",
    "assess",
    "load_policy",
    "read_answers",
]
