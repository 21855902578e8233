"""Measurements of the run engine, with what one would use instead measured beside it on the same stack."""
