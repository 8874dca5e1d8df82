"""Names of what a person may do in this register."""

READ = "security.read"
READ_PERSONAL = "security.read-personal"
DRAFT = "security.draft"
CHECK = "security.check"
CLEAR = "security.clear"
IMPORT = "security.import"
