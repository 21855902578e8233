package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.connector.emr.EmrProblem;

/** What a refusal of AWS means to the people of the tenant. */
final class StepTroubles {

    private StepTroubles() {}

    static Trouble of(EmrProblem problem) {
        return switch (problem.kind()) {
            case THROTTLED ->
                new Trouble(
                        "emr.throttled",
                        "The AWS account takes no more EMR calls for the moment.",
                        "Nothing; it goes on by itself.");
            case ROLE_REFUSED ->
                new Trouble(
                        "account.role-refused",
                        "AWS does not let Headgate into the account.",
                        "A tenant admin checks the role and its trust policy; then it goes on by itself.");
            case DENIED ->
                new Trouble(
                        "account.denied",
                        "Headgate's role lacks a permission: " + problem.message(),
                        "A tenant admin adds it to the role's policy; then it goes on by itself.");
            case CLUSTER_GONE ->
                new Trouble(
                        "account.cluster-unknown",
                        "The cluster does not exist or has ended: " + problem.message(),
                        "A tenant admin registers a running cluster; then it goes on by itself.");
            case CLUSTER_FULL ->
                new Trouble(
                        "emr.cluster-full",
                        "The cluster has 256 steps waiting or running already.",
                        "Nothing; it goes on when some have ended.");
            case OTHER ->
                new Trouble("emr.refused", "EMR refuses the call: " + problem.message(), "Tell the platform admins.");
            case UNREACHABLE ->
                new Trouble("emr.away", "EMR does not answer right now.", "Nothing; it goes on by itself.");
        };
    }
}
