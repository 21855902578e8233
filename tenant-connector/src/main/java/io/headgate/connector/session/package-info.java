/** Entering a tenant's account: AssumeRole with ExternalId, and the clients that live on such a session. */
@NullMarked
package io.headgate.connector.session;

import org.jspecify.annotations.NullMarked;
