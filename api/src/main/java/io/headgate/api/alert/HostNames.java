package io.headgate.api.alert;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host: the edge at which tests put names of their own. */
interface HostNames {

    InetAddress[] addresses(String host) throws UnknownHostException;
}
