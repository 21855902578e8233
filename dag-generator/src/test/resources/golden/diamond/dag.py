# Headgate DAG generator 1, publication 7.
"""A process of Headgate. Do not edit: this file is written once, never again.

PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn
waits for its outcome. PExit settles the run. Airflow gives only the order: when to
run, with which settings, how often to retry and whom to refuse, Headgate decides.
"""

from headgate_airflow import DAG, Ask, Entry, Exit, Wait

with DAG(
    dag_id="hdiamond0000",
    dag_display_name="Two branches that meet",
    schedule=None,
    catchup=False,
    max_active_runs=1000,
    tags=[
        "headgate",
        "sha256:c62d5007e4c77c89367927f7852e21610db556388133d8103cb6c24e69b68756",
    ],
    default_args={"connection_id": "headgate_acme_air"},
) as dag:
    entry = Entry()
    c1 = Ask(1, label="Export all")
    w1 = Wait(1, label="Export all")
    c2 = Ask(2, label="Join both")
    w2 = Wait(2, label="Join both")
    c3 = Ask(3, label="Left side")
    w3 = Wait(3, label="Left side")
    c4 = Ask(4, label="Right side")
    w4 = Wait(4, label="Right side")
    c5 = Ask(5, label="Ingest")
    w5 = Wait(5, label="Ingest")
    leave = Exit()

    entry >> c5
    c1 >> w1
    c2 >> w2
    c3 >> w3
    c4 >> w4
    c5 >> w5
    w2 >> c1
    w3 >> c2
    w4 >> c2
    w5 >> [c3, c4]
    w1 >> leave
