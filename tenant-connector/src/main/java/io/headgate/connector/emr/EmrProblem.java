package io.headgate.connector.emr;

/**
 * Why EMR or STS refused.
 *
 * @param kind what it means for the caller
 * @param message AWS's own words
 */
public record EmrProblem(Kind kind, String message) {

    /** What a refusal means. */
    public enum Kind {
        /** The calls of this account are spent; later it goes. */
        THROTTLED,
        /** The role cannot be assumed. */
        ROLE_REFUSED,
        /** The role was assumed, but lacks a permission. */
        DENIED,
        /** The cluster does not exist or has ended. */
        CLUSTER_GONE,
        /** The cluster has 256 active steps already. */
        CLUSTER_FULL,
        /** Anything else that AWS said no to. */
        OTHER,
        /** AWS could not be reached or had a fault of its own. */
        UNREACHABLE
    }
}
