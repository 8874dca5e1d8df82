"""Names of what a person may do in this register."""

READ = "agreements.read"
READ_PERSONAL = "agreements.read-personal"
DRAFT = "agreements.draft"
CHECK = "agreements.check"
CLEAR = "agreements.clear"
IMPORT = "agreements.import"
