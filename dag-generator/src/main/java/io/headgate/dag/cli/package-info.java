/** Rendering process files on the command line, offline. */
@NullMarked
package io.headgate.dag.cli;

import org.jspecify.annotations.NullMarked;
