package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What stays although its time is over, because it has not ended or somebody still needs it. */
class DueRunTests extends RetentionTestBase {

    @Test
    void whatEndedBeforeTheLineIsCountedAndGoesAndTheRestStays() {
        Instant line = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(DAYS, ChronoUnit.DAYS);
        String before = run("SUCCEEDED", line.minus(1, ChronoUnit.MINUTES));
        String after = run("FAILED", line.plus(1, ChronoUnit.MINUTES));
        String newest = newest();

        JsonNode due = keep(DAYS).path("due");

        assertThat(due.path("runs").asInt()).isEqualTo(1);
        assertThat(Instant.parse(due.path("before").asString())).isEqualTo(line);
        assertThat(Instant.parse(due.path("oldestEnd").asString()))
                .isEqualTo(Instant.parse(due.path("newestEnd").asString()))
                .isEqualTo(line.minus(1, ChronoUnit.MINUTES));
        turns();
        assertThat(left()).containsExactly(after, newest);
        assertThat(written()).containsExactly(before);
    }

    @Test
    void runsThatHaveNotEndedStay() {
        String waiting = run("WAITING", longAgo);
        String running = run("RUNNING", longAgo);
        String incomplete = run("STOP_INCOMPLETE", longAgo);
        String gone = run("STOPPED", longAgo);
        newest();

        assertStay(List.of(gone), waiting, running, incomplete);
    }

    @Test
    void theNewestOfAProcessOnAStageStaysAndTheNewestThatSucceeded() {
        String good = run("SUCCEEDED", longAgo.plus(1, ChronoUnit.HOURS));
        String failed = run("FAILED", longAgo.plus(2, ChronoUnit.HOURS));
        String older = run("SUCCEEDED", longAgo);
        String between = run("FAILED", longAgo.plus(90, ChronoUnit.MINUTES));
        UUID other = otherProcess();
        String only = run(other, "FAILED", longAgo);

        assertStay(List.of(older, between), good, failed, only);
    }

    @Test
    void whatARunThatHasNotEndedRepeatsOrComesFromStays() {
        String parent = run("FAILED", longAgo);
        String upstream = run("SUCCEEDED", longAgo.plus(1, ChronoUnit.MINUTES));
        String writer = run("SUCCEEDED", longAgo.plus(2, ChronoUnit.MINUTES));
        String parentOfEnded = run("FAILED", longAgo.plus(3, ChronoUnit.MINUTES));
        UUID other = otherProcess();
        String rerun = run("WAITING", Instant.now());
        String follower = run(other, "RUNNING", Instant.now());
        String byFiles = run(other, "WAITING", Instant.now());
        String ended = run("SUCCEEDED", Instant.now().minus(Duration.ofDays(1)));
        set(rerun, "repeats = 'WHOLE', parent_id", parent);
        set(ended, "repeats = 'WHOLE', parent_id", parentOfEnded);
        set(follower, "upstream_id", upstream);
        set(byFiles, "caused_by", writer);

        assertStay(List.of(parentOfEnded), parent, upstream, writer, rerun);
        assertThat(asTheApiShows(ended).path("parent").asString()).isEqualTo(parentOfEnded);
    }

    @Test
    void theRunsOfABackfillStayUntilItHasEnded() {
        String first = run("SUCCEEDED", longAgo);
        newest();
        UUID backfill = UUID.randomUUID();
        tenants.sql(tenant.id(), """
                INSERT INTO backfill (tenant_id, id, process_id, state, first_date, last_date, concurrency, parameters, requested_by,
                                      requested_at)
                VALUES (?, ?, ?, 'PAUSED', '2026-01-01', '2026-01-02', 1, '{}', 'test', now())""", tenant.id(), backfill, tenant.process().id());
        tenants.sql(
                tenant.id(), "INSERT INTO backfill_date VALUES (?, ?, '2026-01-01', ?)", tenant.id(), backfill, first);

        assertStay(List.of(), first);
        tenants.sql(tenant.id(), "UPDATE backfill SET state = 'CANCELLED', ended_at = now()");
        assertStay(List.of(first));
    }

    @Test
    void theRunsOfAnAlertStayUntilItIsClosed() {
        String failed = run("FAILED", longAgo);
        newest();
        UUID incident = UUID.randomUUID();
        tenants.sql(tenant.id(), """
                INSERT INTO alert_incident (tenant_id, id, cause, kind, code, runs, state, opened_at, last_at, acknowledged_by, acknowledged_at)
                VALUES (?, ?, 'x', 'FAILED', 'job.failed', 1, 'ACKNOWLEDGED', now(), now(), 'test', now())""", tenant.id(), incident);
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO alert_subject (tenant_id, kind, subject, incident_id, process_id, run_id, business_date, at)
                VALUES (?, 'FAILED', ?, ?, ?, ?, '2026-01-01', now())""",
                tenant.id(),
                failed,
                incident,
                tenant.process().id(),
                failed);

        assertStay(List.of(), failed);
        tenants.sql(
                tenant.id(), "UPDATE alert_incident SET state = 'CLOSED', closed_at = now(), closed_because = 'QUIET'");
        assertStay(List.of(failed));
        JsonNode alert = ok(admin().get(at("/alerts/" + incident)));
        assertThat(alert.path("members").path(0).path("run").asString()).isEqualTo(failed);
    }

    @Test
    void aRunWhoseFilesWaitForTheirRunStays() {
        String writer = run("SUCCEEDED", longAgo);
        newest();
        UUID watch = UUID.randomUUID();
        UUID batch = UUID.randomUUID();
        tenants.sql(
                tenant.id(),
                "INSERT INTO arrival_watch VALUES (?, ?, ?, ?, 'raw', '*.csv', 'EACH', 0, 'test', now())",
                tenant.id(),
                watch,
                tenant.process().id(),
                stage);
        tenants.sql(
                tenant.id(),
                "INSERT INTO arrival_batch VALUES (?, ?, ?, '{}', 1, now(), now())",
                tenant.id(),
                batch,
                watch);
        tenants.sql(
                tenant.id(),
                "INSERT INTO arrival VALUES (?, ?, 'x', ?, 'x.csv', ?, now())",
                tenant.id(),
                watch,
                batch,
                writer);

        assertStay(List.of(), writer);
        tenants.sql(tenant.id(), "UPDATE arrival_batch SET decision = 'ARCHIVED', decided_at = now()");
        assertStay(List.of(writer));
    }

    @Test
    void aRunAboutWhichWorkIsInTheQueueStays() {
        String run = run("SUCCEEDED", longAgo);
        newest();
        tenants.park(tenant.id(), "trigger", run);

        assertStay(List.of(), run);
        tenants.sql(tenant.id(), "DELETE FROM work_item WHERE id = ?", run);
        assertStay(List.of(run));
    }

    /** A look and all its turns let just these go, which were counted before; and these at least stay. */
    private void assertStay(List<String> gone, String... stay) {
        List<String> before = left();
        assertThat(keep(DAYS).path("due").path("runs").asInt()).isEqualTo(gone.size());
        turns();
        assertThat(List.of(stay)).isSubsetOf(left());
        assertThat(left())
                .containsExactlyElementsOf(
                        before.stream().filter(run -> !gone.contains(run)).toList());
    }

    private UUID otherProcess() {
        tenants.copyProcess(tenant.id(), "other", 1);
        return tenants.query(tenant.id(), UUID.class, "SELECT id FROM process WHERE key = 'other-1'")
                .getFirst();
    }

    private void set(String run, String column, String value) {
        tenants.sql(tenant.id(), "UPDATE run SET " + column + " = ? WHERE id = ?", value, run);
    }
}
