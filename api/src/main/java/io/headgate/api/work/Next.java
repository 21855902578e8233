package io.headgate.api.work;

import java.time.Instant;

/** What becomes of an item that was handled. */
public sealed interface Next {

    /** Nothing more to do until somebody puts the item in again. */
    record Done() implements Next {}

    /** To be handled again. */
    record At(Instant due) implements Next {}

    static Next done() {
        return new Done();
    }

    static Next at(Instant due) {
        return new At(due);
    }
}
