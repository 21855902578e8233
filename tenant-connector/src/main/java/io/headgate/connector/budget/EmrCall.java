package io.headgate.connector.budget;

/** EMR calls with a quota of their own (AWS service quotas of Amazon EMR: burst, and refill a second). */
public enum EmrCall {
    ADD_JOB_FLOW_STEPS(10, 0.5),
    LIST_STEPS(10, 0.5),
    CANCEL_STEPS(10, 0.5),
    DESCRIBE_CLUSTER(10, 1.0);

    private final double burst;
    private final double refillPerSecond;

    EmrCall(double burst, double refillPerSecond) {
        this.burst = burst;
        this.refillPerSecond = refillPerSecond;
    }

    double burst() {
        return burst;
    }

    double refillPerSecond() {
        return refillPerSecond;
    }
}
