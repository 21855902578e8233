"""A job that touches what the built-in components touch, so that its classes are in the archive."""

import os
import sys

import boto3
from pyspark.sql import SparkSession

bucket = sys.argv[1]
s3 = boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]})
s3.put_object(Bucket=bucket, Key="in/a.csv", Body=b"k,v,d\n1,x,2013-01-01\n2,NA,2013-01-02\n3,y,bad\n")

spark = SparkSession.builder.appName("warm").getOrCreate()
schema = "k int, v string, d date, bad string"
options = {"header": "true", "nullValue": "NA", "mode": "PERMISSIVE", "columnNameOfCorruptRecord": "bad"}
rows = spark.read.options(**options).schema(schema).csv(f"s3://{bucket}/in/").cache()
rows.createOrReplaceTempView("a")
spark.sql("SELECT count(*) FROM a WHERE bad IS NULL").collect()
joined = spark.sql(
    "SELECT l.v, count(*) AS n, avg(l.k) AS mean, max(r.d) AS last FROM a l JOIN a r ON l.k = r.k "
    "GROUP BY l.v HAVING count(*) > :least ORDER BY n",
    {"least": 0},
)
for fmt in ("parquet", "csv", "json"):
    joined.coalesce(1).write.mode("overwrite").format(fmt).save(f"s3://{bucket}/out/{fmt}")
joined.write.mode("overwrite").partitionBy("v").parquet(f"s3://{bucket}/out/parts")
spark.read.parquet(f"s3://{bucket}/out/parquet").describe().collect()
spark.read.json(f"s3://{bucket}/out/json").collect()
spark.sparkContext.parallelize([1, 2], 2).map(lambda n: n + 1).collect()
spark.stop()
