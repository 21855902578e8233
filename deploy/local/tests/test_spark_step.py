"""A real Spark step, submitted as Headgate submits one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from .standin import LOCAL, StandIn, eventually, onboard, processes_of

SPARK = {name: value for name, value in os.environ.items() if name.startswith("HEADGATE_SPARK_")}
JOB = """
import sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
rows = spark.read.option("header", True).schema("k int, v string").csv(sys.argv[1])
rows.groupBy("v").count().coalesce(1).write.parquet(sys.argv[2])
print("rows", rows.count())
if len(sys.argv) > 3:
    spark.sparkContext.parallelize([1], 1).foreach(lambda _: __import__("time").sleep(600))
"""


@pytest.mark.skipif("HEADGATE_SPARK_HOME" not in SPARK, reason="needs the pinned Spark: ./headgate test python")
def test_spark_reads_and_writes_the_tenants_bucket_and_can_be_cancelled(tmp_path: Path) -> None:
    standin = StandIn(tmp_path, sparkSubmit=str(LOCAL / "spark" / "spark-submit"), stepEnvironment=SPARK)
    standin.start()
    cluster = onboard(standin)
    admin = standin.client("s3", "222222222222/admin")
    admin.put_object(Bucket="acme-headgate", Key="headgate/jobs/main.py", Body=JOB.encode())
    admin.put_object(Bucket="acme-data", Key="raw/a.csv", Body=b"k,v\n1,x\n2,y\n3,x\n")
    emr = standin.assumed("emr", standin.headgate())

    def submit(target: str, *more: str) -> str:
        words = ["spark-submit", "--deploy-mode", "client", "s3://acme-headgate/headgate/jobs/main.py"]
        args = [*words, "s3://acme-data/raw/", f"s3://acme-data/{target}/", *more]
        step = {
            "Name": target,
            "ActionOnFailure": "CONTINUE",
            "HadoopJarStep": {"Jar": "command-runner.jar", "Args": args},
        }
        return str(emr.add_job_flow_steps(JobFlowId=cluster, Steps=[step])["StepIds"][0])

    def state(step: str) -> str:
        return str(emr.describe_step(ClusterId=cluster, StepId=step)["Step"]["Status"]["State"])

    good, endless = submit("out"), submit("out2", "endless")
    eventually(lambda: state(good) == "COMPLETED", 120)
    written = [o["Key"] for o in admin.list_objects_v2(Bucket="acme-data", Prefix="out/")["Contents"]]
    assert "out/_SUCCESS" in written
    assert any(key.endswith(".parquet") for key in written)
    puts = [c for c in standin.calls("s3") if str(c["parameters"].get("key", "")).startswith("out/")]
    assert {c["principal"] for c in puts} == {f"arn:aws:sts::222222222222:assumed-role/emr-ec2-headgate/{good}"}

    # Java, and the Python workers that leave its process group.
    eventually(lambda: len(processes_of(endless)) >= 3, 120)
    emr.cancel_steps(ClusterId=cluster, StepIds=[endless])
    eventually(lambda: state(endless) == "CANCELLED")
    assert processes_of(endless) == []
    standin.stop()
    shutil.rmtree(tmp_path, ignore_errors=True)
