package io.headgate.connector.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Clients for tenants' accounts, one set for each {@link TenantRole}. Sessions refresh themselves before they expire; sets
 * that fell idle are closed by {@link #evictIdle()}.
 */
public final class TenantClients implements AutoCloseable {

    private final ConnectorSettings settings;
    private final Clock clock;
    private final SdkHttpClient http;
    private final StsClient sts;
    private final Map<TenantRole, ClientSet> sets = new ConcurrentHashMap<>();

    /** No longer given out, but maybe still in the hands of somebody who asked before. */
    private final Queue<ClientSet> dropped = new ConcurrentLinkedQueue<>();

    public TenantClients(ConnectorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.callTimeout().dividedBy(2))
                .socketTimeout(settings.callTimeout())
                .build();
        this.sts = StsClient.builder()
                .region(Region.of(settings.controlRegion()))
                .httpClient(http)
                .overrideConfiguration(retrying())
                .build();
    }

    /** EMR for everything that may safely be called again. */
    public EmrClient emr(TenantRole role) {
        return set(role).emr;
    }

    /**
     * EMR for AddJobFlowSteps, which has no idempotency token: exactly one attempt, so that the SDK never submits a step
     * a second time by itself.
     */
    public EmrClient emrOnce(TenantRole role) {
        return set(role).emrOnce;
    }

    public S3Client s3(TenantRole role) {
        return set(role).s3;
    }

    public SqsClient sqs(TenantRole role) {
        return set(role).sqs;
    }

    /** The longest that a call may take; whoever lets AWS wait with its answer stays below. */
    public Duration callTimeout() {
        return settings.callTimeout();
    }

    /** Fetches credentials now. Throws what STS answers, an {@code StsException} when the role cannot be assumed. */
    public void enter(TenantRole role) {
        set(role).credentials.resolveCredentials();
    }

    /** Drops the session and clients of a role, for instance when its account is removed. */
    public void forget(TenantRole role) {
        ClientSet set = sets.remove(role);
        if (set != null) {
            set.close();
        }
    }

    /** Closes what has not been used for the configured time. */
    public void evictIdle() {
        Instant limit = clock.instant().minus(settings.idleEviction());
        dropped.removeIf(set -> {
            boolean isIdle = set.lastUsed.isBefore(limit);
            if (isIdle) {
                set.close();
            }
            return isIdle;
        });
        sets.forEach((role, set) -> {
            if (set.lastUsed.isBefore(limit)) {
                forget(role);
            }
        });
    }

    @Override
    public void close() {
        sets.keySet().forEach(this::forget);
        dropped.forEach(ClientSet::close);
        sts.close();
        http.close();
    }

    private ClientSet set(TenantRole role) {
        ClientSet set = sets.computeIfAbsent(role, this::open);
        set.lastUsed = clock.instant();
        return set;
    }

    private ClientSet open(TenantRole role) {
        StsAssumeRoleCredentialsProvider credentials = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role.roleArn())
                        .externalId(role.externalId())
                        .roleSessionName(role.sessionName())
                        .durationSeconds((int) settings.sessionDuration().toSeconds()))
                .build();
        EndedSession ended = new EndedSession(clock, () -> drop(role, credentials));
        Region region = Region.of(role.region());
        EmrClient emr = EmrClient.builder()
                .region(region)
                .httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        retrying().toBuilder().addExecutionInterceptor(ended).build())
                .build();
        EmrClient emrOnce = EmrClient.builder()
                .region(region)
                .httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        once().toBuilder().addExecutionInterceptor(ended).build())
                .build();
        S3Client s3 = S3Client.builder()
                .region(region)
                .httpClient(http)
                .credentialsProvider(credentials)
                .forcePathStyle(settings.pathStyleBuckets())
                .overrideConfiguration(
                        retrying().toBuilder().addExecutionInterceptor(ended).build())
                .build();
        SqsClient sqs = SqsClient.builder()
                .region(region)
                .httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        retrying().toBuilder().addExecutionInterceptor(ended).build())
                .build();
        return new ClientSet(credentials, emr, emrOnce, s3, sqs, clock.instant());
    }

    /** The session that these credentials hold is no longer accepted; a newer one of the same role stays. */
    private void drop(TenantRole role, StsAssumeRoleCredentialsProvider credentials) {
        ClientSet set = sets.get(role);
        if (set != null && set.credentials == credentials && sets.remove(role, set)) {
            dropped.add(set);
        }
    }

    private ClientOverrideConfiguration retrying() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(settings.callTimeout())
                .retryStrategy(RetryMode.STANDARD)
                .build();
    }

    private ClientOverrideConfiguration once() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(settings.callTimeout())
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .build();
    }

    private static final class ClientSet {
        private final StsAssumeRoleCredentialsProvider credentials;
        private final EmrClient emr;
        private final EmrClient emrOnce;
        private final S3Client s3;
        private final SqsClient sqs;
        private volatile Instant lastUsed;

        private ClientSet(
                StsAssumeRoleCredentialsProvider credentials,
                EmrClient emr,
                EmrClient emrOnce,
                S3Client s3,
                SqsClient sqs,
                Instant lastUsed) {
            this.credentials = credentials;
            this.emr = emr;
            this.emrOnce = emrOnce;
            this.s3 = s3;
            this.sqs = sqs;
            this.lastUsed = lastUsed;
        }

        private void close() {
            emr.close();
            emrOnce.close();
            s3.close();
            sqs.close();
            credentials.close();
        }
    }
}
