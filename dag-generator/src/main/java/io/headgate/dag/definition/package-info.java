/**
 * The process as the canvas edits it, and how it is read from and written to documents. Reading judges only the shape; what a
 * process means is judged by {@code io.headgate.dag.validation}.
 */
@NullMarked
package io.headgate.dag.definition;

import org.jspecify.annotations.NullMarked;
