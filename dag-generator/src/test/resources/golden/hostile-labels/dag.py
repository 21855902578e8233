# Headgate DAG generator 1, publication 7.
"""A process of Headgate. Do not edit: this file is written once, never again.

PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn
waits for its outcome. PExit settles the run. Airflow gives only the order: when to
run, with which settings, how often to retry and whom to refuse, Headgate decides.
"""

from headgate_airflow import DAG, Ask, Entry, Exit, Wait

with DAG(
    dag_id="hhostilelabe",
    dag_display_name='"""\'); DAG("evil") # {{ var.value.secret }} .md',
    schedule=None,
    catchup=False,
    max_active_runs=1000,
    tags=[
        "headgate",
        "sha256:7fca32c1864b610b533caa22124ca602445552b2aa2bc287014e771bb52ff010",
    ],
    default_args={"connection_id": "headgate_acme_air"},
) as dag:
    entry = Entry()
    c1 = Ask(1, label='"); import os; os.system("id") #')
    w1 = Wait(1, label='"); import os; os.system("id") #')
    c2 = Ask(2, label="\\")
    w2 = Wait(2, label="\\")
    c3 = Ask(3, label="{{ conn.aws.password }} {% raw %}")
    w3 = Wait(3, label="{{ conn.aws.password }} {% raw %}")
    c4 = Ask(4, label="notes.md")
    w4 = Wait(4, label="notes.md")
    c5 = Ask(5, label='""" \'\'\' """')
    w5 = Wait(5, label='""" \'\'\' """')
    c6 = Ask(6, label="Fl\xfcge \u2192\u2708\ufe0f \u98db\u884c \U0001f6eb")
    w6 = Wait(6, label="Fl\xfcge \u2192\u2708\ufe0f \u98db\u884c \U0001f6eb")
    c7 = Ask(7, label="\\N{BULLET} \\x41 \\u0041 %s {0} $(id) `id`")
    w7 = Wait(7, label="\\N{BULLET} \\x41 \\u0041 %s {0} $(id) `id`")
    c8 = Ask(8, label="it's \"quoted\" 'both' ways\\")
    w8 = Wait(8, label="it's \"quoted\" 'both' ways\\")
    c9 = Ask(
        9,
        label=(
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        ),
    )
    w9 = Wait(
        9,
        label=(
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        ),
    )
    c10 = Ask(
        10,
        label=(
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb"
        ),
    )
    w10 = Wait(
        10,
        label=(
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb\U0001f6eb"
            "\U0001f6eb\U0001f6eb"
        ),
    )
    leave = Exit()

    entry >> [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10]
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
    [w1, w2, w3, w4, w5, w6, w7, w8, w9, w10] >> leave
