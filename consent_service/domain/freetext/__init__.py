"""How words read that people typed: of harm, of pressure, as a no, as a wish.

What follows from it stands elsewhere (`said/`, `safety/`): it never decides that something is
agreed. It asks, and until somebody has answered it holds.
"""
