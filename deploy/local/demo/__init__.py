"""The demo: two tenants in accounts of their own, onboarded over the REST API as a platform admin would do it."""
