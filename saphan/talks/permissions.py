"""Names of what a person may do for the talks."""

PREPARE = "talks.prepare"
SIGN = "talks.sign"
