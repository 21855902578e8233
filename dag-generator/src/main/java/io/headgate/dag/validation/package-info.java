/** Whether a process may be published: every problem at once, each with a stable code, a place and a remedy. */
@NullMarked
package io.headgate.dag.validation;

import org.jspecify.annotations.NullMarked;
