"""Cases, coordinated cases and hand-backs: what each office seized and how it wrote it down."""
