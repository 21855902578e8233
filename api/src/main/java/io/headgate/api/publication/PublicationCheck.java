package io.headgate.api.publication;

import java.util.UUID;

/** What another feature has against publishing a process; a refusal is a problem that it throws. */
public interface PublicationCheck {

    void check(UUID processId);
}
