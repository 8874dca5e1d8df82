"""Pages of the talks: their papers, and their minutes from signing to restating."""
