package io.headgate.api.alert;

import java.net.UnknownHostException;

/** A host has an address that is not public. It tells nobody which. */
final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
        super("the host has an address that is not public");
    }
}
