"""Tests of the whole stack, on real parts: `./headgate test e2e`."""
