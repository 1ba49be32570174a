"""What people typed, read for what somebody has to hear: a no, harm, pressure, a wish.

It never decides that something is agreed: it asks, and until somebody has answered it holds.
"""
