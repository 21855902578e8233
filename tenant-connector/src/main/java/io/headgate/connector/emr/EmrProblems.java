package io.headgate.connector.emr;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Reads an SDK exception into what it means for Headgate. */
public final class EmrProblems {

    /** Refusals of the caller; those of a session or signature that has run out among them. */
    private static final Set<String> DENIED = Set.of(
            "AccessDeniedException",
            "AccessDenied",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "ExpiredTokenException",
            "ExpiredToken");

    private EmrProblems() {}

    /** The meaning of an exception of the SDK; {@code UNREACHABLE} whenever the effect of the call is unknown. */
    public static EmrProblem of(SdkException exception) {
        if (!(exception instanceof AwsServiceException service)) {
            return new EmrProblem(EmrProblem.Kind.UNREACHABLE, words(exception));
        }
        String code = service.awsErrorDetails() == null
                ? ""
                : String.valueOf(service.awsErrorDetails().errorCode());
        String message = service.awsErrorDetails() == null
                ? words(exception)
                : String.valueOf(service.awsErrorDetails().errorMessage());
        return new EmrProblem(kind(service, code, message), message);
    }

    private static EmrProblem.Kind kind(AwsServiceException service, String code, String message) {
        if (service.isThrottlingException()) {
            return EmrProblem.Kind.THROTTLED;
        }
        if (service.statusCode() >= 500) {
            return EmrProblem.Kind.UNREACHABLE;
        }
        if (service instanceof StsException) {
            return EmrProblem.Kind.ROLE_REFUSED;
        }
        if (DENIED.contains(code)) {
            return EmrProblem.Kind.DENIED;
        }
        if (message.contains("Maximum number of active steps")) {
            return EmrProblem.Kind.CLUSTER_FULL;
        }
        if (message.contains("luster") && message.contains("not valid") || message.contains("terminat")) {
            return EmrProblem.Kind.CLUSTER_GONE;
        }
        return EmrProblem.Kind.OTHER;
    }

    private static String words(SdkException exception) {
        String message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }
}
