"""The one command: installs, starts, watches and ends a whole Headgate on one machine. Standard library only."""
