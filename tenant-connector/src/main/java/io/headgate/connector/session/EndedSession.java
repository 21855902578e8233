package io.headgate.connector.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Notices that a session is no longer accepted, though by its own date it should be. Only a new AssumeRole tells whether
 * Headgate may still come in. A session that a tenant revokes by a policy on its time of issue is not told as expired but as
 * denied (IAM user guide, "Revoking IAM role temporary security credentials"), and so is every call that the role does not
 * allow: a denial therefore costs a new session too, but not more than one a minute.
 */
final class EndedSession implements ExecutionInterceptor {

    /** EMR's and S3's words for a session that has ended. */
    private static final Set<String> ENDED = Set.of("ExpiredTokenException", "ExpiredToken", "InvalidToken");

    /** Their words for a call that is not allowed. */
    private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");

    static final Duration RENEWAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final Instant begun;
    private final Runnable ended;

    EndedSession(Clock clock, Runnable ended) {
        this.clock = clock;
        this.begun = clock.instant();
        this.ended = ended;
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            String code = refused.awsErrorDetails().errorCode();
            boolean old = !clock.instant().isBefore(begun.plus(RENEWAL));
            if (ENDED.contains(code) || (DENIED.contains(code) && old)) {
                ended.run();
            }
        }
    }
}
