"""Long tests of the whole stack: `./headgate test soak`."""
