package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.run.FailedRuns;
import io.headgate.api.trigger.RunChains;
import io.headgate.api.work.WorkHandler;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What stays goes on telling the truth about runs that were removed, and nothing is run again because they are gone. */
class KeptTruthTests extends RetentionTestBase {

    @Autowired
    List<WorkHandler> handlers;

    @Autowired
    FailedRuns failedRuns;

    @Autowired
    RunChains chains;

    @Test
    void aCalledRunNamesItsCallerAlsoWhenThatOneWasRemoved() {
        String caller = run("SUCCEEDED", longAgo);
        String called = newest();
        isCalledBy(caller, called);
        keep(DAYS);
        turns();

        assertThat(left()).containsExactly(called);
        JsonNode by = asTheApiShows(called).path("calledBy");
        assertThat(by.path("run").asString()).isEqualTo(caller);
        assertThat(by.path("process").asString()).isEqualTo("work");
        assertThat(as(() -> chains.depth(called)))
                .as("how many called one another")
                .isEqualTo(2);
    }

    @Test
    void aRunStaysWhileOneThatItCalledHasNotEnded() {
        String caller = run("FAILED", longAgo);
        String called = run("WAITING", longAgo);
        isCalledBy(caller, called);
        newest();
        keep(DAYS);
        turns();

        assertThat(left()).contains(caller, called);
    }

    private void isCalledBy(String caller, String called) {
        tenants.sql(
                tenant.id(),
                "UPDATE run SET origin = 'SUBPROCESS', caller_run = ?, caller_component = 'c1', caller_attempt = 1 WHERE id = ?",
                caller,
                called);
    }

    @Test
    void aDateOfTheLedgerWhoseRunWasRemovedIsNotMissedAndIsNotRunAgain() {
        String process = at("/processes/work");
        tenants.park(tenant.id(), "schedule", tenant.process().id().toString());
        ok(admin().call(
                        "PUT",
                        process + "/schedule",
                        "application/json",
                        "{\"cron\":\"0 10 * * *\",\"zone\":\"UTC\",\"paused\":false,\"missedDates\":\"all\"}"));
        String old = run("SUCCEEDED", longAgo);
        tenants.sql(
                tenant.id(),
                "UPDATE run SET origin = 'SCHEDULE', due_at = ? WHERE id = ?",
                Timestamp.from(longAgo),
                old);
        tenants.sql(
                tenant.id(),
                "INSERT INTO due_date (tenant_id, process_id, due_at, decision, written_at, business_date) VALUES (?, ?, ?, 'RUN', now(), ?)",
                tenant.id(),
                tenant.process().id(),
                Timestamp.from(longAgo),
                LocalDate.ofInstant(longAgo, ZoneOffset.UTC));
        newest();
        keep(DAYS);
        turns();
        int runs = left().size();

        String span = "from=" + longAgo.minusSeconds(1) + "&to=" + longAgo.plusSeconds(1);
        JsonNode date = ok(admin().get(process + "/schedule/dates?" + span))
                .path("items")
                .path(0);
        assertThat(date.path("outcome").asString()).isEqualTo("REMOVED");
        assertThat(date.path("run").asString()).isEqualTo(old);
        assertThat(date.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(Instant.parse(date.path("removedAt").asString()))
                .isAfter(Instant.now().minusSeconds(60));
        assertThat(ok(admin().get(process + "/schedule/dates?missed=true&" + span))
                        .path("items"))
                .isEmpty();

        Api.Answer again = admin().post(process + "/schedule/dates/run", "{\"dueAt\":\"" + longAgo + "\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("schedule.date-removed");
        assertThat(again.json().path("detail").asString())
                .contains("business date " + LocalDate.ofInstant(longAgo, ZoneOffset.UTC));

        tenants.sql(
                tenant.id(), "UPDATE schedule SET watermark = ?", Timestamp.from(longAgo.minus(1, ChronoUnit.HOURS)));
        tenants.sql(tenant.id(), "UPDATE schedule SET ends_on = ?", LocalDate.ofInstant(longAgo, ZoneOffset.UTC));
        handle("schedule", tenant.process().id().toString());
        assertThat(left()).hasSize(runs);
    }

    @Test
    void aBackfillGoesOnTellingHowItsDaysEndedAndAnotherOneLeavesThemOut() {
        LocalDate day = LocalDate.ofInstant(longAgo, ZoneOffset.UTC);
        String good = run("SUCCEEDED", longAgo);
        String bad = run("FAILED", longAgo.plus(1, ChronoUnit.DAYS));
        newest();
        UUID backfill = UUID.randomUUID();
        tenants.sql(tenant.id(), """
                INSERT INTO backfill (tenant_id, id, process_id, state, first_date, last_date, concurrency, parameters, requested_by,
                                      requested_at, ended_at)
                VALUES (?, ?, ?, 'COMPLETED', ?, ?, 1, '{}', 'test', now(), now())""", tenant.id(), backfill, tenant.process().id(), day, day.plusDays(1));
        tenants.sql(tenant.id(), "INSERT INTO backfill_date VALUES (?, ?, ?, ?)", tenant.id(), backfill, day, good);
        tenants.sql(
                tenant.id(),
                "INSERT INTO backfill_date VALUES (?, ?, ?, ?)",
                tenant.id(),
                backfill,
                day.plusDays(1),
                bad);
        JsonNode before = ok(admin().get(at("/backfills/" + backfill)));
        keep(DAYS);
        turns();

        assertThat(left()).hasSize(1);
        assertThat(ok(admin().get(at("/backfills/" + backfill)))).isEqualTo(before);
        assertThat(ok(admin().get(at("/processes/work/backfills"))).path(0).path("progress"))
                .isEqualTo(before.path("progress"));
        JsonNode plan = ok(admin().post(
                        at("/processes/work/backfills/plan"),
                        "{\"firstDate\":\"%s\",\"lastDate\":\"%s\"}".formatted(day, day.plusDays(1))));
        assertThat(plan.path("dates").valueStream().map(JsonNode::asString))
                .containsExactly(day.plusDays(1).toString());
    }

    @Test
    void aSuccessThatFollowsARemovedRunStillCountsAsUnattended() {
        UUID follower = follower();
        String first = run("FAILED", longAgo);
        tenants.sql(tenant.id(), "UPDATE run SET origin = 'SCHEDULE' WHERE id = ?", first);
        String rerun = run("FAILED", longAgo.plus(1, ChronoUnit.DAYS));
        repeats(rerun, first);
        String last = run("SUCCEEDED", Instant.now());
        repeats(last, rerun);
        keep(DAYS);
        turns();
        assertThat(left()).containsExactly(last);

        handle("trigger", last);

        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT upstream_id FROM run WHERE process_id = ?", follower))
                .containsExactly(last);
    }

    @Test
    void whatATriggerDidIsToldWhenBothRunsAreGoneAndItDoesNotFireAgain() {
        UUID follower = follower();
        String cause = run("SUCCEEDED", longAgo);
        String effect = run(follower, "SUCCEEDED", longAgo.plus(1, ChronoUnit.HOURS));
        newest();
        run(follower, "SUCCEEDED", Instant.now());
        tenants.sql(tenant.id(), "UPDATE run SET origin = 'EVENT', upstream_id = ? WHERE id = ?", cause, effect);
        tenants.sql(
                tenant.id(),
                "INSERT INTO trigger_firing VALUES (?, ?, ?, ?, 'RUN', ?, now())",
                tenant.id(),
                follower,
                cause,
                tenant.process().id(),
                effect);
        keep(DAYS);
        turns();

        assertThat(left()).hasSize(2);
        assertThat(ok(admin().get(at("/processes/follower-1/triggers"))).toString())
                .contains(cause, effect);
    }

    @Test
    void anAlertKnowsThatADateHasSucceededAndThatARunWasRepeatedWhenThoseRunsAreGone() {
        String good = run("SUCCEEDED", longAgo);
        String failed = run("FAILED", longAgo.plus(1, ChronoUnit.HOURS));
        String rerun = run("FAILED", longAgo.plus(2, ChronoUnit.HOURS));
        repeats(rerun, failed);
        tenants.park(tenant.id(), "alert-run", failed);
        newest();
        keep(DAYS);
        turns();

        assertThat(left()).contains(failed).doesNotContain(good, rerun);
        LocalDate date = LocalDate.ofInstant(longAgo, ZoneOffset.UTC);
        assertThat(as(() -> failedRuns.hasSucceededFor(tenant.process().id(), stage, date)))
                .isTrue();
        assertThat(as(() -> failedRuns.hasSucceededFor(tenant.process().id(), stage, date.minusDays(1))))
                .isFalse();
        assertThat(as(() -> failedRuns.isRepeated(failed))).isTrue();
        assertThat(as(() -> failedRuns.isRepeated(good))).isFalse();
    }

    private UUID follower() {
        tenants.copyProcess(tenant.id(), "follower", 1);
        UUID id = tenants.query(tenant.id(), UUID.class, "SELECT id FROM process WHERE key = 'follower-1'")
                .getFirst();
        tenants.park(tenant.id(), "admission", id.toString());
        tenants.sql(
                tenant.id(),
                "INSERT INTO run_trigger VALUES (?, ?, ?, true, 'test', now())",
                tenant.id(),
                id,
                tenant.process().id());
        return id;
    }

    private void repeats(String run, String parent) {
        tenants.sql(
                tenant.id(),
                "UPDATE run SET origin = 'RERUN', repeats = 'WHOLE', parent_id = ? WHERE id = ?",
                parent,
                run);
    }

    private void handle(String kind, String id) {
        as(() -> handlers.stream()
                .filter(handler -> handler.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .handle(tenant.id(), id));
    }
}
