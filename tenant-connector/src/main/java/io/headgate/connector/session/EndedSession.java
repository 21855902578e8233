package io.headgate.connector.session;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Notices that a session is told as expired or invalid, though by its own date it should not be. Only a new AssumeRole tells
 * whether Headgate may still come in. Sessions that a tenant revokes by a policy on their time of issue are denied
 * instead, and go on being so until they are renewed (IAM user guide, "Revoking IAM role temporary security credentials").
 */
final class EndedSession implements ExecutionInterceptor {

    /** EMR's and S3's words for it. */
    private static final Set<String> CODES = Set.of("ExpiredTokenException", "ExpiredToken", "InvalidToken");

    private final Runnable ended;

    EndedSession(Runnable ended) {
        this.ended = ended;
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && CODES.contains(refused.awsErrorDetails().errorCode())) {
            ended.run();
        }
    }
}
