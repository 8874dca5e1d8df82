"""Names of what a person may do in this register."""

READ = "programmes.read"
READ_PERSONAL = "programmes.read-personal"
DRAFT = "programmes.draft"
CHECK = "programmes.check"
CLEAR = "programmes.clear"
IMPORT = "programmes.import"
