"""Tests of the local stack: clients only, nothing of the stand-in is imported."""
