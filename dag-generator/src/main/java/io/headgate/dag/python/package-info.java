/**
 * Typed emission of Python: it knows Python, not Airflow. Literals, names and calls are different types, so that escaping is a
 * matter of type and not of discipline.
 */
@NullMarked
package io.headgate.dag.python;

import org.jspecify.annotations.NullMarked;
