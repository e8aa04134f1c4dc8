"""What the notebooks show, computed from the tables: one module per notebook, pure functions, no drawing."""
