"""What MWAA itself does around Airflow: the environment's bucket, its plugins, the sync of DAG files."""
