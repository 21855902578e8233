/** A process definition becomes an Airflow DAG file: a pure function from a request to bytes. */
@NullMarked
package io.headgate.dag.airflow;

import org.jspecify.annotations.NullMarked;
