"""The jobs of Headgate's built-in components: PySpark, run as EMR steps in the tenant's own account."""

__version__ = "1.0.0"
