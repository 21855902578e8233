package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.connector.emr.EmrProblem;
import io.headgate.connector.storage.S3Uri;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/** What a refusal of AWS means to the people of the tenant. */
public final class StepTroubles {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private static final Trouble ROLE_REFUSED = new Trouble(
            "account.role-refused",
            "AWS does not let Headgate into the account.",
            "A tenant admin checks the role and its trust policy; then it goes on by itself.");

    private StepTroubles() {}

    /** The workspace's bucket could not be read or written. */
    public static Trouble ofWorkspace(SdkException failure, S3Uri workspace) {
        if (failure instanceof StsException) {
            return ROLE_REFUSED;
        }
        int status = failure instanceof S3Exception answer ? answer.statusCode() : 0;
        return switch (status) {
            case NOT_FOUND ->
                new Trouble(
                        "account.bucket-missing",
                        "There is no bucket " + workspace.bucket() + " any more.",
                        "A tenant admin creates it and registers the account again; then it goes on by itself.");
            case FORBIDDEN ->
                new Trouble(
                        "account.workspace-denied",
                        "Headgate's role may not read and write " + workspace + ".",
                        "A tenant admin mends the role's policy; then it goes on by itself.");
            default ->
                new Trouble(
                        "account.workspace-away",
                        "The workspace " + workspace + " cannot be reached right now.",
                        "Nothing; it goes on by itself.");
        };
    }

    public static Trouble of(EmrProblem problem) {
        return switch (problem.kind()) {
            case THROTTLED ->
                new Trouble(
                        "emr.throttled",
                        "The AWS account takes no more EMR calls for the moment.",
                        "Nothing; it goes on by itself.");
            case ROLE_REFUSED -> ROLE_REFUSED;
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
