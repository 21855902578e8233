package io.headgate.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.connector.emr.Cluster;
import io.headgate.connector.emr.EmrProblem;
import io.headgate.connector.emr.EmrProblemException;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepRequest;
import io.headgate.connector.emr.StepView;
import io.headgate.connector.emr.Submission;
import io.headgate.connector.session.ConnectorSettings;
import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the connector makes of the faults that the local AWS stand-in can be told to show. */
@EnabledIfEnvironmentVariable(
        named = "HEADGATE_STANDIN_TOKEN",
        matches = ".+",
        disabledReason = "no AWS stand-in; ./headgate test python runs this class with one")
class FaultsOnTheWireTests {

    private static final Duration CALL = Duration.ofSeconds(5);
    private static final TenantRole ROLE = new TenantRole(
            "acme", told("AWS_UNDER_TEST_ROLE_ARN"), told("AWS_REGION"), told("AWS_UNDER_TEST_EXTERNAL_ID"));
    private static final Cluster CLUSTER = new Cluster(ROLE, told("AWS_UNDER_TEST_CLUSTER"));
    private static final String OF_SUBMISSION =
            "\"service\": \"emr\", \"operation\": \"AddJobFlowSteps\", \"cluster\": \"" + CLUSTER.clusterId() + "\"";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name = "headgate " + UUID.randomUUID();
    private final Instant began = Instant.now().minusSeconds(5);
    private TenantClients clients;
    private EmrSteps steps;

    @BeforeEach
    void enter() {
        clients = new TenantClients(
                new ConnectorSettings(told("AWS_REGION"), CALL, Duration.ofHours(1), Duration.ofMinutes(5), true),
                Clock.systemUTC());
        steps = new EmrSteps(clients);
    }

    @AfterEach
    void leave() {
        admin("DELETE", "", "");
        clients.close();
    }

    @Test
    void aLostAnswerLeavesOneStepAndAnUnknownSubmission() {
        String fault = fault("lost-answer", OF_SUBMISSION);
        steps.active(CLUSTER, () -> {});

        assertThat(submit("true")).isInstanceOf(Submission.Unknown.class);

        assertThat(struck(fault)).isEqualTo(1);
        assertThat(found()).hasSize(1);
    }

    @Test
    void anAcceptedStepThatComesLateIsFoundWhenItIsThere() {
        fault("late-step", OF_SUBMISSION + ", \"seconds\": 10");

        assertThat(submit("true")).isInstanceOf(Submission.Unknown.class);

        assertThat(found()).isEmpty();
        await(() -> found().size() == 1);
    }

    @Test
    void anErrorAfterTheEffectLeavesTheSubmissionUnknown() {
        fault("error", OF_SUBMISSION + ", \"code\": \"InternalServerException\", \"status\": 500, \"when\": \"after\"");

        assertThat(submit("true")).isInstanceOf(Submission.Unknown.class);
        assertThat(found()).hasSize(1);
    }

    @Test
    void aThrottledSubmissionIsRefusedAfterOneCall() {
        String fault = fault("throttle", OF_SUBMISSION);

        assertThat(submit("true"))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(EmrProblem.Kind.THROTTLED));
        assertThat(struck(fault)).isEqualTo(1);
        assertThat(found()).isEmpty();
    }

    @Test
    void aHeldSubmissionHasHappenedBeforeItIsAnswered() {
        String fault = fault("hold", OF_SUBMISSION);
        CompletableFuture<Submission> waiting = CompletableFuture.supplyAsync(() -> submit("true"));

        await(() -> admin("GET", "/" + fault, "").contains("\"since\""));
        assertThat(found()).hasSize(1);
        admin("POST", "/" + fault + "/release", "");

        assertThat(waiting.join()).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void aFrozenClusterTakesACancelAndDoesNothing() {
        String id = ((Submission.Accepted) submit("sleep", "600")).stepId();
        String fault = fault("freeze", "\"cluster\": \"" + CLUSTER.clusterId() + "\"");

        steps.cancel(CLUSTER, List.of(id), true);

        assertThat(struck(fault)).isPositive();
        assertThat(phase(id)).isIn(StepView.Phase.PENDING, StepView.Phase.RUNNING);
        admin("DELETE", "/" + fault, "");
        steps.cancel(CLUSTER, List.of(id), true);
        await(() -> phase(id) == StepView.Phase.CANCELLED);
    }

    @Test
    void anExpiredSessionIsToldAsARefusal() {
        steps.active(CLUSTER, () -> {});
        String fault = fault("expire-sessions", "\"account\": \"" + ROLE.accountNumber() + "\"");

        assertThatThrownBy(() -> steps.active(CLUSTER, () -> {}))
                .isInstanceOfSatisfying(
                        EmrProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(EmrProblem.Kind.DENIED));
        assertThat(struck(fault)).isPositive();
    }

    @Test
    void slowStorageRunsIntoTheCallsTimeout() {
        TenantStorage storage = new TenantStorage(clients);
        S3Uri place = S3Uri.parse("s3://" + told("AWS_UNDER_TEST_BUCKET") + "/headgate/slow/" + UUID.randomUUID());
        fault("delay", "\"service\": \"s3\", \"prefix\": \"headgate/slow/\", \"seconds\": 8");

        assertThatThrownBy(() -> storage.put(ROLE, place, new byte[10])).hasMessageContaining("timeout");
    }

    private Submission submit(String... arguments) {
        return steps.submit(CLUSTER, new StepRequest(name, List.of(arguments)));
    }

    private List<StepView> found() {
        return steps.byName(CLUSTER, name, began, () -> {});
    }

    private StepView.Phase phase(String id) {
        return steps.byIds(CLUSTER, List.of(id)).getFirst().phase();
    }

    private String fault(String kind, String more) {
        return first("\"id\": \"(f\\d+)\"", admin("POST", "", "{\"kind\": \"" + kind + "\", " + more + "}"));
    }

    private int struck(String fault) {
        return Integer.parseInt(first("\"struck\": (\\d+)", admin("GET", "/" + fault, "")));
    }

    private String admin(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(told("AWS_ENDPOINT_URL") + "/_standin/faults" + path))
                .header("Authorization", "Bearer " + told("HEADGATE_STANDIN_TOKEN"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static String told(String name) {
        return String.valueOf(System.getenv(name));
    }
}
