# Headgate DAG generator 1, publication 7.
"""A process of Headgate. Do not edit: this file is written once, never again.

PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn
waits for its outcome. PExit settles the run. Airflow gives only the order: when to
run, with which settings, how often to retry and whom to refuse, Headgate decides.
"""

from headgate_airflow import DAG, Ask, Entry, Exit, Wait

with DAG(
    dag_id="hcondition00",
    dag_display_name="A component that runs only when something holds",
    schedule=None,
    catchup=False,
    max_active_runs=1000,
    tags=[
        "headgate",
        "sha256:b053d63a393f7848cad58210a4a5323967f49cb37dbed4260c03544e847b6887",
    ],
    default_args={"connection_id": "headgate_acme_air"},
) as dag:
    entry = Entry()
    c1 = Ask(1, label="Ingest")
    w1 = Wait(1, label="Ingest")
    c2 = Ask(2, label="Check")
    w2 = Wait(2, label="Check")
    c3 = Ask(3, label="Export")
    w3 = Wait(3, label="Export")
    leave = Exit()

    entry >> c1
    c1 >> w1
    c2 >> w2
    c3 >> w3
    w1 >> c2
    w2 >> c3
    w3 >> leave
