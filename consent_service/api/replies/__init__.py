"""How replies look, on screen, on paper and in the specification."""
