# Headgate DAG generator 1, publication 7.
"""A process of Headgate. Do not edit: this file is written once, never again.

PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn
waits for its outcome. PExit settles the run. Airflow gives only the order: when to
run, with which settings, how often to retry and whom to refuse, Headgate decides.
"""

from headgate_airflow import DAG, Ask, Entry, Exit, Wait

with DAG(
    dag_id="hfanout00000",
    dag_display_name="One source, many rules",
    schedule=None,
    catchup=False,
    max_active_runs=1000,
    tags=[
        "headgate",
        "sha256:8b5c7a9d71747e5a530843a38f502e877ac6ece80d3c970423b297aad336e34b",
    ],
    default_args={"connection_id": "headgate_acme_air"},
) as dag:
    entry = Entry()
    c1 = Ask(1, label="Ingest")
    w1 = Wait(1, label="Ingest")
    c2 = Ask(2, label="Rule 1")
    w2 = Wait(2, label="Rule 1")
    c3 = Ask(3, label="Rule 2")
    w3 = Wait(3, label="Rule 2")
    c4 = Ask(4, label="Rule 3")
    w4 = Wait(4, label="Rule 3")
    c5 = Ask(5, label="Rule 4")
    w5 = Wait(5, label="Rule 4")
    c6 = Ask(6, label="Rule 5")
    w6 = Wait(6, label="Rule 5")
    c7 = Ask(7, label="Rule 6")
    w7 = Wait(7, label="Rule 6")
    c8 = Ask(8, label="Rule 7")
    w8 = Wait(8, label="Rule 7")
    c9 = Ask(9, label="Rule 8")
    w9 = Wait(9, label="Rule 8")
    c10 = Ask(10, label="Rule 9")
    w10 = Wait(10, label="Rule 9")
    c11 = Ask(11, label="Rule 10")
    w11 = Wait(11, label="Rule 10")
    c12 = Ask(12, label="Rule 11")
    w12 = Wait(12, label="Rule 11")
    c13 = Ask(13, label="Rule 12")
    w13 = Wait(13, label="Rule 12")
    c14 = Ask(14, label="Rule 13")
    w14 = Wait(14, label="Rule 13")
    c15 = Ask(15, label="Rule 14")
    w15 = Wait(15, label="Rule 14")
    c16 = Ask(16, label="Rule 15")
    w16 = Wait(16, label="Rule 15")
    c17 = Ask(17, label="Rule 16")
    w17 = Wait(17, label="Rule 16")
    c18 = Ask(18, label="Rule 17")
    w18 = Wait(18, label="Rule 17")
    c19 = Ask(19, label="Rule 18")
    w19 = Wait(19, label="Rule 18")
    c20 = Ask(20, label="Rule 19")
    w20 = Wait(20, label="Rule 19")
    c21 = Ask(21, label="Rule 20")
    w21 = Wait(21, label="Rule 20")
    c22 = Ask(22, label="Rule 21")
    w22 = Wait(22, label="Rule 21")
    c23 = Ask(23, label="Rule 22")
    w23 = Wait(23, label="Rule 22")
    c24 = Ask(24, label="Rule 23")
    w24 = Wait(24, label="Rule 23")
    c25 = Ask(25, label="Rule 24")
    w25 = Wait(25, label="Rule 24")
    c26 = Ask(26, label="Not connected")
    w26 = Wait(26, label="Not connected")
    leave = Exit()

    entry >> [c1, c26]
    c1 >> w1
    c2 >> w2
    c3 >> w3
    c4 >> w4
    c5 >> w5
    c6 >> w6
    c7 >> w7
    c8 >> w8
    c9 >> w9
    c10 >> w10
    c11 >> w11
    c12 >> w12
    c13 >> w13
    c14 >> w14
    c15 >> w15
    c16 >> w16
    c17 >> w17
    c18 >> w18
    c19 >> w19
    c20 >> w20
    c21 >> w21
    c22 >> w22
    c23 >> w23
    c24 >> w24
    c25 >> w25
    c26 >> w26
    w1 >> [
        c2,
        c3,
        c4,
        c5,
        c6,
        c7,
        c8,
        c9,
        c10,
        c11,
        c12,
        c13,
        c14,
        c15,
        c16,
        c17,
        c18,
        c19,
        c20,
        c21,
        c22,
        c23,
        c24,
        c25,
    ]
    [
        w2,
        w3,
        w4,
        w5,
        w6,
        w7,
        w8,
        w9,
        w10,
        w11,
        w12,
        w13,
        w14,
        w15,
        w16,
        w17,
        w18,
        w19,
        w20,
        w21,
        w22,
        w23,
        w24,
        w25,
        w26,
    ] >> leave
