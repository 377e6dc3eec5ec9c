"""Measured as ratios between peers in one run, never as a timed test: machines are shared and
noisy.
"""
