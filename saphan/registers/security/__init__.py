"""Patrols, cases with their subjects and exhibits, hand-backs of persons."""
