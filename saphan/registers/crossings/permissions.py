"""Names of what a person may do in this register."""

READ = "crossings.read"
READ_PERSONAL = "crossings.read-personal"
DRAFT = "crossings.draft"
CHECK = "crossings.check"
CLEAR = "crossings.clear"
IMPORT = "crossings.import"
EXPORT = "crossings.export"
