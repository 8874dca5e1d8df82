"""Names of what a person may do for the talks."""

from saphan.accounts.roles import READ_FIGURES

READ = READ_FIGURES
PREPARE = "talks.prepare"
SIGN = "talks.sign"
