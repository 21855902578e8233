/**
 * Conditions of components: what they may name, whether they make sense, and what they come to. They are CEL, of which only
 * comparisons, arithmetic and a few functions on texts are let in: no loops, no patterns, so that the cost of one is bounded
 * by its length. Only Headgate reads them; they never stand in a DAG file.
 */
@NullMarked
package io.headgate.dag.condition;

import org.jspecify.annotations.NullMarked;
