"""The words of a Headgate DAG file.

A file names its tasks and their order with these words and knows nothing else; what a task means is decided by
Headgate at run time. The package is installed in an environment rarely (an update of MWAA takes half an hour), so it
stays small.
"""

from headgate_airflow.compat import DAG
from headgate_airflow.words import Ask, Entry, Exit, Wait

__all__ = ["DAG", "Ask", "Entry", "Exit", "Wait", "__version__"]

__version__ = "1.0.0"
