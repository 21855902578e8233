# Headgate DAG generator 1, publication 7.
"""A process of Headgate. Do not edit: this file is written once, never again.

PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn
waits for its outcome. PExit settles the run. Airflow gives only the order: when to
run, with which settings, how often to retry and whom to refuse, Headgate decides.
"""

from headgate_airflow import DAG, Ask, Entry, Exit, Wait

with DAG(
    dag_id="hchain000000",
    dag_display_name="Flight delays by carrier",
    schedule=None,
    catchup=False,
    max_active_runs=1000,
    tags=[
        "headgate",
        "sha256:1583a97c31fbe2f1a5679d7e346527cab844732985e1221bd1fee9dd9ba607e5",
    ],
    default_args={"connection_id": "headgate_acme_air"},
) as dag:
    entry = Entry()
    c1 = Ask(1, label="Ingest flights")
    w1 = Wait(1, label="Ingest flights")
    c2 = Ask(2, label="Check flights")
    w2 = Wait(2, label="Check flights")
    c3 = Ask(3, label="Delays by carrier")
    w3 = Wait(3, label="Delays by carrier")
    c4 = Ask(4, label="Export delays")
    w4 = Wait(4, label="Export delays")
    leave = Exit()

    entry >> c1
    c1 >> w1
    c2 >> w2
    c3 >> w3
    c4 >> w4
    w1 >> c2
    w2 >> c3
    w3 >> c4
    w4 >> leave
