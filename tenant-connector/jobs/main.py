"""What spark-submit starts; everything else lies in headgate_jobs.zip beside it."""

from __future__ import annotations

import sys

from headgate_jobs.runner import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
