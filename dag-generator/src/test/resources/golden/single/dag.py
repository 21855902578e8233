# Headgate DAG generator 1, publication 7.
"""A process of Headgate. Do not edit: this file is written once, never again.

PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn
waits for its outcome. PExit settles the run. Airflow gives only the order: when to
run, with which settings, how often to retry and whom to refuse, Headgate decides.
"""

from headgate_airflow import DAG, Ask, Entry, Exit, Wait

with DAG(
    dag_id="hsingle00000",
    dag_display_name="One component",
    schedule=None,
    catchup=False,
    max_active_runs=1000,
    tags=[
        "headgate",
        "sha256:e9b5714e40ed4ae0d4b5d3661c14d3e49fc033c0b09964f7b24e336fa67b38b3",
    ],
    default_args={"connection_id": "headgate_acme_air"},
) as dag:
    entry = Entry()
    c1 = Ask(1, label="Ingest flights")
    w1 = Wait(1, label="Ingest flights")
    leave = Exit()

    entry >> c1
    c1 >> w1
    w1 >> leave
