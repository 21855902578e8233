package io.headgate.connector.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.connector.FakeAws;
import io.headgate.connector.FakeAws.Answer;
import io.headgate.connector.session.TenantClients;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmrStepsTests {

    private static final String ADD = "AddJobFlowSteps";
    private static final StepRequest STEP = new StepRequest("headgate r1-1-1", List.of("spark-submit", "main.py"));

    private FakeAws aws;
    private TenantClients clients;
    private EmrSteps steps;
    private final Cluster cluster = new Cluster(FakeAws.role("acme"), "j-1");

    @BeforeEach
    void start() {
        aws = new FakeAws();
        clients = aws.clients(Clock.systemUTC());
        steps = new EmrSteps(clients);
        aws.on("ListSteps", 200, "{\"Steps\":[]}");
    }

    @AfterEach
    void stop() {
        aws.close();
        clients.close();
    }

    @Test
    void aStepThatEmrTakesIsAcceptedWithItsId() {
        aws.on(ADD, 200, "{\"StepIds\":[\"s-1\"]}");

        assertThat(steps.submit(cluster, STEP)).isEqualTo(new Submission.Accepted("s-1"));
        assertThat(aws.calls(ADD).getFirst().body())
                .contains("\"headgate r1-1-1\"", "command-runner.jar", "CONTINUE", "\"j-1\"");
    }

    @Test
    void aFaultOfEmrLeavesTheSubmissionUnknownAfterOneCall() {
        aws.on(ADD, 503, "{\"__type\":\"InternalServerException\",\"message\":\"later\"}");

        assertThat(steps.submit(cluster, STEP)).isInstanceOf(Submission.Unknown.class);
        assertThat(aws.calls(ADD)).hasSize(1);
    }

    /** HttpURLConnection posts again by itself when a kept connection ends; this call must not be one of those. */
    @Test
    void anAnswerLostOnAWarmConnectionLeavesTheSubmissionUnknownAfterOneCall() {
        aws.on(ADD, call -> new Answer.Lost());
        steps.active(cluster, () -> {});

        assertThat(steps.submit(cluster, STEP)).isInstanceOf(Submission.Unknown.class);
        assertThat(aws.calls(ADD)).hasSize(1);
    }

    @Test
    void silenceLeavesTheSubmissionUnknownAfterOneCall() {
        aws.on(ADD, call -> new Answer.Silence());

        assertThat(steps.submit(cluster, STEP)).isInstanceOf(Submission.Unknown.class);
        assertThat(aws.calls(ADD)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | ThrottlingException     | Rate exceeded | THROTTLED
            400 | RequestThrottledException | slow down | THROTTLED
            429 | Whatever                | slow down | THROTTLED
            400 | AccessDeniedException   | User is not authorized to perform: elasticmapreduce:AddJobFlowSteps | DENIED
            400 | ExpiredTokenException   | The security token included in the request is expired | DENIED
            403 | InvalidSignatureException | Signature expired | DENIED
            400 | ValidationException     | Maximum number of active steps(State = 'Running', 'Pending' or 'Cancel_Pending') for cluster exceeded. | CLUSTER_FULL
            400 | InvalidRequestException | Cluster id 'j-256256' is not valid. | CLUSTER_GONE
            400 | ValidationException     | A job flow that is shutting down, terminated, or finished may not be modified. | CLUSTER_GONE
            400 | ValidationException     | Size of step args exceeds 10256 | OTHER
            """)
    void aRefusalSaysWhatItMeansAndIsNeverUnknown(int status, String type, String message, EmrProblem.Kind kind) {
        aws.on(ADD, status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));

        assertThat(steps.submit(cluster, STEP)).isEqualTo(new Submission.Refused(new EmrProblem(kind, message)));
        assertThat(aws.calls(ADD)).hasSize(1);
    }

    @Test
    void aRoleThatCannotBeAssumedIsRefusedWithoutACallToEmr() {
        aws.on("AssumeRole", call -> FakeAws.roleRefused());

        assertThat(steps.submit(cluster, STEP))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(EmrProblem.Kind.ROLE_REFUSED));
        assertThat(aws.calls(ADD)).isEmpty();
    }

    @Test
    void theActiveStepsOfAllPagesAreSeen() {
        aws.on("ListSteps", call -> page(call, 3));

        assertThat(steps.active(cluster, () -> {})).extracting(StepView::id).containsExactly("s-0", "s-1", "s-2");
        assertThat(aws.calls("ListSteps").getFirst().body()).contains("PENDING", "RUNNING", "CANCEL_PENDING");
    }

    @Test
    void aSearchByNameEndsAtThePageWhoseStepsAreTooOld() {
        aws.on("ListSteps", call -> page(call, 10));

        // Page n is n minutes older than the epoch's hour 10.
        List<StepView> found = steps.byName(cluster, "headgate even", Instant.ofEpochSecond(36_000 - 4 * 60), () -> {});

        assertThat(found).extracting(StepView::id).containsExactly("s-0", "s-2", "s-4");
        assertThat(aws.calls("ListSteps")).as("pages read").hasSize(6);
    }

    @Test
    void aSearchThatCannotReachEmrIsAProblemAndNotAnEmptyResult() {
        aws.on("ListSteps", 500, "{}");

        assertThatThrownBy(() -> steps.byName(cluster, "headgate even", Instant.EPOCH, () -> {}))
                .isInstanceOfSatisfying(
                        EmrProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(EmrProblem.Kind.UNREACHABLE));
    }

    @Test
    void aCancelInterruptsFirstAndKillsWhenAskedTo() {
        aws.on("CancelSteps", 200, "{\"CancelStepsInfoList\":[]}");

        steps.cancel(cluster, List.of("s-1", "s-2"), false);
        steps.cancel(cluster, List.of("s-1"), true);

        assertThat(aws.calls("CancelSteps"))
                .extracting(FakeAws.Call::body)
                .satisfiesExactly(
                        first -> assertThat(first).contains("s-1", "s-2", "SEND_INTERRUPT"),
                        second -> assertThat(second).contains("s-1", "TERMINATE_PROCESS"));
    }

    private static Answer page(FakeAws.Call call, int pages) {
        int page = IntStream.range(0, pages)
                .filter(n -> call.body().contains("\"page-" + n + "\""))
                .findFirst()
                .orElse(0);
        String marker = page + 1 < pages ? ",\"Marker\":\"page-" + (page + 1) + "\"" : "";
        return new Answer.Of(200, """
                {"Steps":[{"Id":"s-%d","Name":"headgate %s","Status":{"State":"RUNNING","Timeline":{"CreationDateTime":%d}}}]%s}""".formatted(page, page % 2 == 0 ? "even" : "odd", 36_000 - page * 60, marker));
    }
}
