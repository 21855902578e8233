"""What one would write for Airflow without Headgate: for each component an operator that adds a step, and a sensor.

The capitals at the top are set by whoever uploads this file.
"""

from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator
from airflow.providers.amazon.aws.sensors.emr import EmrStepSensor
from airflow.sdk import DAG

DAG_ID = "bench_plain"
CONNECTION = "aws_default"
CLUSTER = "j-0"
CHAINS = 1
SECONDS = [1.0]
POKE_SECONDS = 5
DEFERRABLE = False

with DAG(dag_id=DAG_ID, schedule=None, catchup=False, is_paused_upon_creation=False, tags=["bench"]):
    for chain in range(CHAINS):
        before = None
        for place, seconds in enumerate(SECONDS):
            name = f"{chain}_{place}"
            add = EmrAddStepsOperator(
                task_id=f"add_{name}",
                aws_conn_id=CONNECTION,
                job_flow_id=CLUSTER,
                steps=[
                    {
                        "Name": f"{DAG_ID} {name}",
                        "ActionOnFailure": "CONTINUE",
                        "HadoopJarStep": {
                            "Jar": "command-runner.jar",
                            "Args": ["spark-submit", "--for", str(seconds)],
                        },
                    }
                ],
            )
            watch = EmrStepSensor(
                task_id=f"watch_{name}",
                aws_conn_id=CONNECTION,
                job_flow_id=CLUSTER,
                step_id=f"{{{{ task_instance.xcom_pull(task_ids='add_{name}', key='return_value')[0] }}}}",
                poke_interval=POKE_SECONDS,
                deferrable=DEFERRABLE,
            )
            add >> watch
            if before is not None:
                before >> add
            before = watch
