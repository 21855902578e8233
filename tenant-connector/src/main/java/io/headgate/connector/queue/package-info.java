/** The queue in a tenant's account into which S3 tells which files have arrived. */
@NullMarked
package io.headgate.connector.queue;

import org.jspecify.annotations.NullMarked;
