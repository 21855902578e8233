/** What Headgate reads and writes in a tenant's bucket: the jobs package, settings, results and step logs. */
@NullMarked
package io.headgate.connector.storage;

import org.jspecify.annotations.NullMarked;
