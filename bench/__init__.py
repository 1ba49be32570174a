"""Measurements, never part of the tests: the machine is shared, so each compares two things in
one run and gives the ratio.
"""
