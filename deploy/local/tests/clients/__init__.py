"""Suites of clients that know AWS and nothing else; each would run on AWS itself."""
