/** EMR steps: add once, look up, watch by sweep, cancel. */
@NullMarked
package io.headgate.connector.emr;

import org.jspecify.annotations.NullMarked;
