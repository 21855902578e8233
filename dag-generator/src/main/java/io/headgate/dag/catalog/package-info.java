/** The component types a process may use: what each is for, what its settings look like, and what it needs. */
@NullMarked
package io.headgate.dag.catalog;

import org.jspecify.annotations.NullMarked;
