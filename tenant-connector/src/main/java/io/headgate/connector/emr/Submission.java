package io.headgate.connector.emr;

/** What is known after AddJobFlowSteps was called once. */
public sealed interface Submission {

    /** EMR has the step. */
    record Accepted(String stepId) implements Submission {}

    /** EMR took the call and will never start the step because of it: safe to submit again later. */
    record Refused(EmrProblem problem) implements Submission {}

    /** Nobody knows: the step may exist. It must be looked up by name before anything is submitted again. */
    record Unknown(String cause) implements Submission {}
}
