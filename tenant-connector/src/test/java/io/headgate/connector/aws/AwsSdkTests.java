package io.headgate.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.connector.emr.Cluster;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepRequest;
import io.headgate.connector.emr.StepView;
import io.headgate.connector.emr.Submission;
import io.headgate.connector.session.ConnectorSettings;
import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.CancelStepsRequestStatus;
import software.amazon.awssdk.services.emr.model.InvalidRequestException;
import software.amazon.awssdk.services.emr.model.ListStepsResponse;
import software.amazon.awssdk.services.emr.model.StepCancellationOption;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepState;
import software.amazon.awssdk.services.emr.model.StepSummary;
import software.amazon.awssdk.services.emr.waiters.EmrWaiter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * AWS through its SDK for Java, by itself and as the connector uses it. Needs an account with a tenant's role, cluster and
 * bucket, named by {@code AWS_UNDER_TEST_*}; {@code ./headgate test python} has one made.
 */
@EnabledIfEnvironmentVariable(
        named = "AWS_UNDER_TEST_ROLE_ARN",
        matches = ".+",
        disabledReason = "no AWS to test against; ./headgate test python runs this class with one")
class AwsSdkTests {

    private static final String CLUSTER = told("CLUSTER");
    private static final String BUCKET = told("BUCKET");
    private static final TenantRole ROLE = new TenantRole("acme", told("ROLE_ARN"), region(), told("EXTERNAL_ID"));

    private TenantClients clients;
    private EmrClient emr;
    private S3Client s3;

    @BeforeEach
    void enter() {
        clients = new TenantClients(
                new ConnectorSettings(
                        region(), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMinutes(5), true),
                Clock.systemUTC());
        emr = clients.emr(ROLE);
        s3 = clients.s3(ROLE);
    }

    @AfterEach
    void leave() {
        clients.close();
    }

    @Test
    void aRoleIsAssumedWithItsExternalIdOnly() {
        clients.enter(ROLE);
        TenantRole wrong = new TenantRole("acme", ROLE.roleArn(), region(), "not-the-one");
        assertThat(catchThrowableOfType(AwsServiceException.class, () -> clients.enter(wrong)))
                .satisfies(refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(403);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                });
    }

    @Test
    void theSessionHasTheRolesNameAndEnd() {
        try (StsClient sts = StsClient.create()) {
            var session = sts.assumeRole(request -> request.roleArn(ROLE.roleArn())
                    .roleSessionName("java")
                    .externalId(ROLE.externalId())
                    .durationSeconds(900));
            assertThat(session.assumedRoleUser().arn()).endsWith("/java");
            assertThat(session.credentials().expiration())
                    .isBetween(Instant.now().plusSeconds(800), Instant.now().plusSeconds(901));
        }
    }

    @Test
    void aStepIsWaitedForAndTellsItsTimes() {
        String id = add(step("java waits", "true")).getFirst();
        try (EmrWaiter waiter = EmrWaiter.builder()
                .client(emr)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(300)))
                        .maxAttempts(100)
                        .build())
                .build()) {
            waiter.waitUntilStepComplete(request -> request.clusterId(CLUSTER).stepId(id));
        }
        var times = emr.describeStep(request -> request.clusterId(CLUSTER).stepId(id))
                .step()
                .status()
                .timeline();
        assertThat(times.creationDateTime()).isBeforeOrEqualTo(times.startDateTime());
        assertThat(times.startDateTime()).isBeforeOrEqualTo(times.endDateTime());
    }

    @Test
    void pagesComeNewestFirstAndHaveFiftySteps() {
        List<String> added = add(IntStream.range(0, 60)
                .mapToObj(n -> step("java page " + n, "sleep", "600"))
                .toArray(StepConfig[]::new));
        List<ListStepsResponse> pages = emr.listStepsPaginator(request -> request.clusterId(CLUSTER)).stream()
                .toList();
        assertThat(pages.getFirst().steps()).hasSize(50);
        assertThat(pages.stream().flatMap(page -> page.steps().stream()).map(StepSummary::id))
                .startsWith(added.reversed().toArray(String[]::new));
        var cancelled = emr.cancelSteps(request -> request.clusterId(CLUSTER)
                .stepIds(added)
                .stepCancellationOption(StepCancellationOption.TERMINATE_PROCESS));
        assertThat(cancelled.cancelStepsInfoList())
                .allSatisfy(info -> assertThat(info.status()).isEqualTo(CancelStepsRequestStatus.SUBMITTED));
    }

    @Test
    void refusalsHaveTypesThatTheSdkKnows() {
        assertThatThrownBy(() -> emr.describeCluster(request -> request.clusterId("j-UNKNOWN")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("is not valid");
        assertThat(catchThrowableOfType(
                        AwsServiceException.class, () -> emr.terminateJobFlows(request -> request.jobFlowIds(CLUSTER))))
                .satisfies(refusal ->
                        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
        assertThatThrownBy(() -> s3.getObject(request -> request.bucket(BUCKET).key("headgate/java/none")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void aConditionalPutIsWonOnce() {
        String key = "headgate/java/" + UUID.randomUUID();
        s3.putObject(request -> request.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString("first"));
        assertThat(catchThrowableOfType(
                        AwsServiceException.class,
                        () -> s3.putObject(
                                request -> request.bucket(BUCKET).key(key).ifNoneMatch("*"),
                                RequestBody.fromString("second"))))
                .satisfies(refusal -> assertThat(refusal.statusCode()).isEqualTo(412));
        assertThat(s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                        .asUtf8String())
                .isEqualTo("first");
    }

    @Test
    void theConnectorSubmitsFindsAndCancels() {
        EmrSteps steps = new EmrSteps(clients);
        Cluster cluster = new Cluster(ROLE, CLUSTER);
        String name = "headgate " + UUID.randomUUID();
        Instant before = Instant.now().minusSeconds(5);
        assertThat(steps.whyNotReady(cluster)).isEmpty();

        Submission submission = steps.submit(cluster, new StepRequest(name, List.of("sleep", "600")));

        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        String id = ((Submission.Accepted) submission).stepId();
        assertThat(steps.byName(cluster, name, before, () -> {}))
                .extracting(StepView::id)
                .containsExactly(id);
        assertThat(steps.active(cluster, () -> {})).extracting(StepView::id).contains(id);
        steps.cancel(cluster, List.of(id), true);
        assertThat(end(steps, cluster, id)).isEqualTo(StepView.Phase.CANCELLED);
        assertThat(emr.listSteps(request -> request.clusterId(CLUSTER).stepStates(StepState.RUNNING))
                        .steps())
                .extracting(StepSummary::id)
                .doesNotContain(id);
    }

    @Test
    void theConnectorStoresOnce() {
        TenantStorage storage = new TenantStorage(clients);
        S3Uri place = S3Uri.parse("s3://" + BUCKET + "/headgate/java/" + UUID.randomUUID());
        storage.probe(ROLE, S3Uri.parse("s3://" + BUCKET + "/headgate/"));
        assertThat(storage.get(ROLE, place, 100)).isEmpty();
        storage.putOnce(ROLE, place, bytes("first"));
        storage.putOnce(ROLE, place, bytes("second"));
        assertThat(storage.get(ROLE, place, 100))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes("first")));
    }

    private static StepView.Phase end(EmrSteps steps, Cluster cluster, String id) {
        Instant deadline = Instant.now().plusSeconds(20);
        StepView.Phase phase = steps.byIds(cluster, List.of(id)).getFirst().phase();
        while (!phase.isTerminal() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            phase = steps.byIds(cluster, List.of(id)).getFirst().phase();
        }
        return phase;
    }

    private List<String> add(StepConfig... steps) {
        return emr.addJobFlowSteps(request -> request.jobFlowId(CLUSTER).steps(steps))
                .stepIds();
    }

    private static StepConfig step(String name, String... arguments) {
        return StepConfig.builder()
                .name(name)
                .actionOnFailure(ActionOnFailure.CONTINUE)
                .hadoopJarStep(jar -> jar.jar("command-runner.jar").args(arguments))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String told(String name) {
        return String.valueOf(System.getenv("AWS_UNDER_TEST_" + name));
    }

    private static String region() {
        return String.valueOf(System.getenv("AWS_REGION"));
    }
}
