/** The command line: process files checked, compared and rendered offline, exported from a server and imported into it by its REST API. */
@NullMarked
package io.headgate.dag.cli;

import org.jspecify.annotations.NullMarked;
