/** What differs between two definitions of a process, in terms that people know: components, edges, settings by their path. */
@NullMarked
package io.headgate.dag.diff;

import org.jspecify.annotations.NullMarked;
