package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.headgate.api.Api;
import io.headgate.api.TestTenants.Node;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Each stage has alerts of its own, and a rule is about the stages that it names. */
class StageAlertTests extends AlertTestBase {

    @Autowired
    OverdueRuns overdue;

    @Autowired
    MissedDates missed;

    @Autowired
    Messages messages;

    private UUID process;
    private UUID prod;
    private UUID dev;

    @BeforeEach
    void twoStages() {
        process = tenant.process().id();
        prod = tenants.query(tenant.id(), UUID.class, "SELECT id FROM stage WHERE is_default")
                .getFirst();
        dev = UUID.randomUUID();
        tenants.sql(
                tenant.id(),
                "INSERT INTO stage (tenant_id, id, key, name, position, created_at) VALUES (?, ?, 'dev', 'Trials', 2, now())",
                tenant.id(),
                dev);
    }

    @Test
    void aSuccessOnAnotherStageMendsNothingOfThisOne() {
        for (String code : List.of("sql.failed", "step.failed")) {
            tell(failed(process, code));
            tell(on(dev, failed(process, code)));
        }
        assertThat(stagesOf(IncidentView.State.OPEN)).containsExactlyInAnyOrder("prod", "prod", "dev", "dev");

        tell(on(dev, succeeded(process)));
        assertThat(stagesOf(IncidentView.State.OPEN)).containsExactly("prod", "prod");
        tell(succeeded(process));
        assertThat(stagesOf(IncidentView.State.OPEN)).isEmpty();
    }

    @Test
    void aFailureThatIsToldLateIsNotMendedByALaterSuccessOnAnotherStage() {
        String failed = run(process, "FAILED", "sql.failed", 5);
        tell(on(dev, succeeded(process)));
        tell(failed);
        assertThat(only().state()).isEqualTo(IncidentView.State.OPEN);
    }

    @Test
    void aDateThatWasPassedOverIsMendedByARunOfItsOwnStage() {
        passOver(dev);
        tell(succeeded(process));
        assertThat(only().state()).isEqualTo(IncidentView.State.OPEN);
        tell(on(dev, succeeded(process)));
        assertThat(only().state()).isEqualTo(IncidentView.State.CLOSED);
    }

    @Test
    void whatOneStageHasIsNotSilentBecauseAnotherOneIs() {
        tell(on(dev, failed(process, "sql.failed")));
        act(() -> actions.acknowledge(tenant.id(), only().id(), "test"));
        tell(failed(process, "sql.failed"));
        assertThat(stagesOf(IncidentView.State.ACKNOWLEDGED)).containsExactly("dev");
        assertThat(stagesOf(IncidentView.State.OPEN)).containsExactly("prod");
        assertThat(deliveries()).extracting(DeliveryView::event).containsExactly("opened", "opened");
    }

    @Test
    void failuresAndRecoveriesOfOtherStagesAreWrittenDownAndNotTold() {
        put(null, AlertKind.FAILED, "prod");
        put(null, AlertKind.RECOVERED, "prod");
        tell(on(dev, failed(process, "sql.failed")));
        tell(on(dev, succeeded(process)));
        assertThat(stagesOf(IncidentView.State.CLOSED)).containsExactly("dev");
        assertThat(deliveries()).isEmpty();

        tell(failed(process, "sql.failed"));
        tell(succeeded(process));
        assertThat(deliveries()).extracting(DeliveryView::event).containsExactlyInAnyOrder("opened", "recovered");
    }

    @Test
    void theRuleOfAProcessReplacesThatOfTheTenantWithItsStages() {
        UUID other = moreProcesses(1).getLast();
        put(null, AlertKind.FAILED, "prod");
        put(process, AlertKind.FAILED, "dev");
        tell(failed(process, "sql.failed"));
        tell(on(dev, failed(other, "sql.failed")));
        assertThat(deliveries()).isEmpty();
        tell(on(dev, failed(process, "sql.failed")));
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void aRunThatTakesTooLongIsOneOnAStageOfTheRuleOnly() {
        put(null, AlertKind.TOO_LONG, "dev");
        run(process, "RUNNING", null, 95);
        String slow = on(dev, run(process, "RUNNING", null, 90));
        look();
        assertThat(only().members()).extracting(IncidentView.Member::run).containsExactly(slow);
        assertThat(only().stage()).isEqualTo("dev");
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void aDateThatWasPassedOverOnAnotherStageIsNotTold() {
        put(null, AlertKind.MISSED, "prod");
        passOver(dev);
        assertThat(deliveries()).isEmpty();
        passOver(prod);
        assertThat(incidents()).hasSize(2);
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void aLateDateIsThatOfEachStageThatTheRuleNames() {
        put(process, AlertKind.LATE, "dev", "prod");
        age();
        look();
        look();
        assertThat(stagesOf(IncidentView.State.OPEN)).containsExactlyInAnyOrder("dev", "prod");
        assertThat(deliveries()).hasSize(2);

        LocalDate date = tenants.query(tenant.id(), LocalDate.class, "SELECT business_date FROM alert_subject")
                .getFirst();
        tell(of(date, on(dev, succeeded(process))));
        assertThat(stagesOf(IncidentView.State.OPEN)).containsExactly("prod");
        look();
        assertThat(incidents()).as("it was finished").hasSize(2);
        tell(of(date, succeeded(process)));
        assertThat(stagesOf(IncidentView.State.OPEN)).isEmpty();
    }

    @Test
    void aLateDateThatHasAFailedRunIsToldByWhatFailedOnItsStage() {
        put(process, AlertKind.LATE, "dev");
        age();
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        tell(of(yesterday, failed(process, "sql.failed")));
        look();
        assertThat(incidents())
                .extracting(IncidentView::stage, IncidentView::code)
                .containsExactlyInAnyOrder(tuple("prod", "sql.failed"), tuple("dev", "alert.late"));
    }

    @Test
    void aRuleThatNamesNoStageExpectsRunsWhereTheProcessIsScheduled() {
        schedule(dev, "now()");
        put(process, AlertKind.LATE);
        age();
        look();
        assertThat(incidents()).as("the schedule is younger than the time").isEmpty();

        tenants.sql(tenant.id(), "UPDATE schedule SET updated_at = now() - interval '3 days'");
        look();
        assertThat(only().stage()).isEqualTo("dev");
    }

    @Test
    void noRunIsLateAfterTheLastDayOfItsScheduleOrBeforeTheFirst() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        schedule(dev, "now() - interval '3 days'");
        put(process, AlertKind.LATE);
        age();
        tenants.sql(tenant.id(), "UPDATE schedule SET ends_on = ?", today.minusDays(3));
        look();
        tenants.sql(tenant.id(), "UPDATE schedule SET ends_on = NULL, starts_on = ?", today.plusDays(1));
        look();
        assertThat(incidents()).isEmpty();
        tenants.sql(tenant.id(), "UPDATE schedule SET starts_on = NULL");
        look();
        assertThat(only().stage()).isEqualTo("dev");
    }

    @Test
    void whereNothingIsScheduledRunsAreExpectedOnTheDefaultStage() {
        schedule(dev, "now() - interval '3 days'");
        tenants.sql(tenant.id(), "UPDATE schedule SET paused = true");
        put(process, AlertKind.LATE);
        age();
        look();
        assertThat(only().stage()).isEqualTo("prod");
    }

    @Test
    void aStageThatIsRemovedLimitsNothingAnyMore() {
        put(null, AlertKind.FAILED, "dev");
        tell(failed(process, "sql.failed"));
        assertThat(deliveries()).isEmpty();

        assertThat(api.call("DELETE", path("/stages/dev"), "", "").status()).isEqualTo(204);

        assertThat(read("/alerts/rules", "FAILED").path("stages")).isEmpty();
        tell(failed(process, "quality.failed"));
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void aRuleIsReadWithItsStagesInTheirOrderAndInheritedWithThem() {
        put(null, AlertKind.FAILED, "dev", "prod", "dev");
        for (String where : List.of("/alerts/rules", "/processes/work/alert-rules")) {
            assertThat(read(where, "FAILED").path("stages")).hasToString("[\"prod\",\"dev\"]");
            assertThat(read(where, "MISSED").path("stages")).hasToString("[]");
        }
        assertThat(read("/processes/work/alert-rules", "FAILED")
                        .path("inherited")
                        .asBoolean())
                .isTrue();
        put(null, AlertKind.FAILED, "dev");
        assertThat(read("/alerts/rules", "FAILED").path("stages")).hasToString("[\"dev\"]");
        assertThat(tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT detail FROM audit_entry WHERE action = 'alert-rule.set' ORDER BY at"))
                .containsExactly("FAILED on prod, dev", "FAILED on dev");

        assertThat(api.call("DELETE", path("/alerts/rules/FAILED"), "", "").status())
                .isEqualTo(200);
        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*)::int FROM alert_rule_stage"))
                .containsExactly(0);
    }

    @Test
    void everyStageThatIsNotThereIsSaidWithWhateverElseIsWrong() {
        String theirs = "theirs";
        tenants.sql(tenants.create(Node.after()).id(), "UPDATE stage SET key = ? WHERE is_default", theirs);
        Api.Answer answer = api.call(
                "PUT",
                path("/alerts/rules/FAILED"),
                "application/json",
                "{\"active\":true,\"toOwner\":true,\"channels\":[],\"stages\":[\"gone\",\"dev\",\"%s\"],\"afterSeconds\":60}"
                        .formatted(theirs));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("rule.invalid");
        assertThat(answer.json().path("problems"))
                .extracting(problem -> problem.path("code").asString()
                        + problem.path("pointer").asString())
                .containsExactlyInAnyOrder("rule.after/afterSeconds", "rule.stage/stages/0", "rule.stage/stages/2");
        assertThat(answer.body()).contains("Stages are: prod, dev.");
        assertThat(read("/alerts/rules", "FAILED").path("stages")).isEmpty();
    }

    @Test
    void aMessageSaysItsStageWhereThereIsMoreThanOne() {
        tell(on(dev, failed(process, "sql.failed")));
        Message message = message("opened");
        assertThat(message.subject()).endsWith(": Failed in Trials: Work");
        assertThat(message.text()).contains("Failed in Trials: Work");
        assertThat(Api.JSON.readTree(message.json()).path("alert").path("stage").asString())
                .isEqualTo("dev");
        assertThat(message("again-2").subject()).endsWith(": Failed again in Trials: Work");

        tenants.sql(tenant.id(), "UPDATE stage SET removed_at = now() WHERE id = ?", dev);
        assertThat(message("opened").subject()).endsWith(": Failed: Work");
    }

    private Message message(String event) {
        return as(() -> messages.of(tenant.id(), UUID.randomUUID(), event, only().id()));
    }

    /** Sets a rule as a client does: to the owner, about some stages. */
    private void put(UUID whose, AlertKind kind, String... stages) {
        String more = switch (kind) {
            case FAILED, RECOVERED, MISSED -> "";
            case TOO_LONG -> ",\"afterSeconds\":3600";
            case LATE -> ",\"byTime\":\"" + LocalTime.MIDNIGHT + "\",\"zone\":\"UTC\",\"dayOffset\":1";
        };
        String body = "{\"active\":true,\"toOwner\":true,\"channels\":[],\"stages\":%s%s}"
                .formatted(Api.JSON.writeValueAsString(stages), more);
        String where = path(whose == null ? "/alerts/rules/" : "/processes/work/alert-rules/") + kind;
        Api.Answer answer = api.call("PUT", where, "application/json", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode read(String where, String kind) {
        for (JsonNode rule : api.get(path(where)).json().path("rules")) {
            if (rule.path("kind").asString().equals(kind)) {
                return rule;
            }
        }
        throw new AssertionError(where + " has no " + kind);
    }

    /** Lets rules be older than the last time that a date was to be finished. */
    private void age() {
        tenants.sql(tenant.id(), "UPDATE alert_rule SET changed_at = now() - interval '3 days'");
    }

    private void look() {
        act(() -> overdue.handle(tenant.id(), OverdueRuns.ALL));
    }

    private void passOver(UUID stage) {
        Instant due = DATE.atTime(1, 0).toInstant(ZoneOffset.UTC);
        act(() -> missed.handle(tenant.id(), String.join("/", "" + process, "" + stage, "" + due, "" + DATE)));
    }

    private void schedule(UUID stage, String since) {
        tenants.sql(tenant.id(), """
                INSERT INTO schedule (tenant_id, id, process_id, stage_id, cron, zone, paused, missed_dates, watermark, updated_by, updated_at)
                VALUES (?, ?, ?, ?, '0 6 * * *', 'UTC', false, 'ALL', now(), 't', %s)""".formatted(since), tenant.id(), UUID.randomUUID(), process, stage);
    }

    private String on(UUID stage, String run) {
        tenants.sql(tenant.id(), "UPDATE run SET stage_id = ? WHERE id = ?", stage, run);
        return run;
    }

    private String of(LocalDate date, String run) {
        tenants.sql(tenant.id(), "UPDATE run SET business_date = ? WHERE id = ?", date, run);
        return run;
    }

    private List<String> stagesOf(IncidentView.State state) {
        return incidents().stream()
                .filter(one -> one.state() == state)
                .map(IncidentView::stage)
                .toList();
    }
}
