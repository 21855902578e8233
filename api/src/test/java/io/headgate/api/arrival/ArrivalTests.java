package io.headgate.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Await;
import io.headgate.api.FakeCloud;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files that arrive start runs: once, gathered, and only where they are watched for. */
class ArrivalTests extends ArrivalTestBase {

    @Test
    void aFileStartsARunOnceAndItIsSaidWhichOne() {
        registered();
        watch("orders/*.csv");
        told("raw/orders/a+1.csv");

        lookAtAll();
        decided();

        assertThat(started()).hasSize(1);
        String run = started().getFirst();
        assertThat(of(run, "requested_by")).isEqualTo("files in in");
        assertThat(of(run, "business_date"))
                .isIn(
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
        JsonNode batch = view().path("watches").path(0).path("batches").path(0);
        assertThat(batch.path("run").asString()).isEqualTo(run);
        assertThat(batch.path("outcome").asString()).isEqualTo("RUN");
        assertThat(batch.path("paths").path(0).asString()).isEqualTo("orders/a 1.csv");
        assertThat(queueView().path("registered").asBoolean()).isTrue();
        assertThat(queueView().path("files").asInt()).isEqualTo(1);
    }

    @Test
    void theLoopReadsAQueueFromItsRegistrationOn() {
        tenants.sql(tenant.id(), "DELETE FROM work_item WHERE kind = 'arrivals'");
        watch("");
        registered();
        told("raw/x.csv");

        Await.until("a run is there", () -> started().size() == 1);
        Await.until("the queue is empty", () -> queues.waitingIn(queue) == 0);
        assertThat(admin().call("DELETE", base + "/accounts/" + tenant.accountId() + "/queue", "", "")
                        .status())
                .isEqualTo(204);
        Await.until(
                "nothing is left to do",
                () -> tenants.query(
                                        tenant.id(),
                                        Integer.class,
                                        "SELECT count(*) FROM work_item WHERE kind = 'arrivals'")
                                .getFirst()
                        == 0);
        assertThat(queueView().path("registered").asBoolean()).isFalse();
    }

    @Test
    void whatIsToldAgainAndAgainByEitherFormStartsOneRun() {
        registered();
        watch("");
        String message = told("raw/x.csv");
        queues.send(queue, message);
        lookAtAll();
        queues.send(queue, message);
        lookAtAll();
        decided();

        assertThat(started()).hasSize(1);
        assertThat(queueView().path("duplicates").asInt()).isEqualTo(2);
    }

    @Test
    void aLocationMayLieWhereItsOwnerWantsItAndHidesOnlyWhatIsHiddenBelow() {
        registered();
        location("landing", "_landing", "READ");
        assertThat(tryToWatch("landing", "", "EACH", 0).status()).isEqualTo(201);
        told("_landing/x.csv");
        told("_landing/_temporary/y.csv");
        lookAtAll();
        decided();

        assertThat(started()).hasSize(1);
        assertThat(queueView().path("ignored").asInt()).isEqualTo(1);
    }

    @Test
    void aFileThatIsWrittenAnewArrivesAnew() {
        registered();
        watch("");
        told("raw/x.csv");
        lookAtAll();
        decided();
        told("raw/x.csv");
        lookAtAll();
        decided();

        assertThat(started()).hasSize(2);
    }

    @Test
    void whatWasCommittedAndNotDeletedComesAgainAndStartsNothingMore() {
        registered();
        watch("");
        queues.refuse("DeleteMessageBatch", queue, FakeCloud.Answer.refused("InternalError", "lost"));
        told("raw/x.csv");
        queues.send(queue, "not JSON");

        look();
        decided();
        assertThat(started()).hasSize(1);
        assertThat(queues.waitingIn(queue)).isEqualTo(2);
        assertThat(queueView().path("trouble").asString()).isNotBlank();

        queues.refuse("DeleteMessageBatch", queue, null);
        look();

        assertThat(queues.waitingIn(queue)).isZero();
        assertThat(started()).hasSize(1);
        assertThat(queueView().path("trouble").isNull()).isTrue();
        assertThat(queueView().path("ignored").asInt()).as("counted once").isEqualTo(1);
    }

    @Test
    void manyTurnsOfABatchMakeOneRun() throws Exception {
        registered();
        watch("", "SPAN", 60);
        told("raw/x.csv");
        lookAtAll();
        List<Future<?>> turns = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 8; i++) {
                turns.add(threads.submit(this::due));
            }
        }
        for (Future<?> turn : turns) {
            turn.get();
        }

        assertThat(started()).hasSize(1);
    }

    @Test
    void aHundredFilesThatAreGatheredAreOneRun() {
        registered();
        watch("orders/*.csv", "QUIET", 5);
        for (int i = 0; i < 100; i++) {
            told("raw/orders/part-" + i + ".csv");
        }
        lookAtAll();
        JsonNode waiting = view().path("watches").path(0).path("batches");
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.path(0).path("files").asInt()).isEqualTo(100);
        assertThat(waiting.path(0).path("outcome").isNull()).isTrue();
        assertThat(started()).isEmpty();

        due();
        assertThat(started()).hasSize(1);

        told("raw/orders/late.csv");
        lookAtAll();
        due();
        assertThat(started()).as("what comes later is another run's").hasSize(2);
    }

    @Test
    void quietBeginsAnewWithEachFileAndASpanDoesNot() {
        registered();
        watch("quiet/", "QUIET", 10);
        watch("span/", "SPAN", 10);
        told("raw/quiet/1");
        told("raw/span/1");
        lookAtAll();
        tenants.sql(
                tenant.id(),
                "UPDATE arrival_batch SET first_at = first_at - interval '8 minutes', due_at = due_at - interval '8 minutes'");
        told("raw/quiet/2");
        told("raw/span/2");
        lookAtAll();

        assertThat(minutesLeft("quiet/")).isBetween(9.0, 10.1);
        assertThat(minutesLeft("span/")).isBetween(1.0, 2.1);
        tenants.sql(tenant.id(), "UPDATE arrival_batch SET first_at = first_at - interval '1 day'");
        told("raw/quiet/3");
        lookAtAll();
        startsAfterADay("quiet/");
    }

    @Test
    void whatNamesHoldBecomesBoundValuesAndFilesOfDifferentDaysAreDifferentRuns() {
        registered();
        watch("day-{date}-*.csv", "SPAN", 30);
        for (String day : List.of("2026-01-31", "20260131", "2026-02-01")) {
            told("raw/day-" + day + "-a.csv");
            told("raw/day-" + day + "-b.csv");
        }
        lookAtAll();
        due();

        assertThat(started())
                .extracting(run -> of(run, "business_date"))
                .containsExactlyInAnyOrder("2026-01-31", "2026-02-01");
    }

    @Test
    void valuesThatDoNotFitTheProcessStartNothingAndItIsSaidWhy() {
        registered();
        watch("{shop}.csv");
        told("raw/north.csv");
        lookAtAll();
        decided();

        assertThat(started()).isEmpty();
        JsonNode batch = view().path("watches").path(0).path("batches").path(0);
        assertThat(batch.path("outcome").asString()).isEqualTo("VALUES");
        assertThat(batch.path("sentence").asString()).contains("shop");
    }

    @Test
    void filesThatARunWroteGoOnlySoFarAndTheRunSaysWhoWroteThem() {
        registered();
        watch("");
        String run = null;
        for (int depth = 1; depth <= 9; depth++) {
            told("raw/out/part-00000-%s-3.csv".formatted(run == null ? "r00000000000none" : run));
            lookAtAll();
            decided();
            List<String> all = started();
            if (depth > 8) {
                assertThat(all).as("eight runs and no more").hasSize(8);
                break;
            }
            assertThat(all).hasSize(depth);
            String newest = all.stream()
                    .filter(each -> of(each, "requested_at").equals(latest()))
                    .findFirst()
                    .orElseThrow();
            assertThat(of(newest, "caused_by")).isEqualTo(run);
            run = newest;
        }
        JsonNode batch = view().path("watches").path(0).path("batches").path(0);
        assertThat(batch.path("outcome").asString()).isEqualTo("TOO_DEEP");
        assertThat(batch.path("sentence").asString()).contains("8 runs");
    }

    @Test
    void aProcessStartsByFilesOnlySoOftenWithinAnHour() {
        registered();
        watch("");
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, parameters, requested_at)
                SELECT ?, 'r' || lpad(n::text, 15, '0'), ?, 1, 'SUCCEEDED', 'EVENT', 'x', '2026-01-01', '{}', now()
                FROM generate_series(1, 60) n""", tenant.id(), tenant.process().id());
        told("raw/x.csv");
        lookAtAll();
        decided();

        assertThat(started()).hasSize(60);
        assertThat(view().path("watches")
                        .path(0)
                        .path("batches")
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("TOO_MANY");
    }

    @Test
    void whatIsGatheredForAWatchThatIsRemovedOrAProcessThatIsArchivedStartsNothing() {
        registered();
        watch("a/", "SPAN", 30);
        watch("b/", "SPAN", 30);
        told("raw/a/1");
        told("raw/b/1");
        lookAtAll();
        String first = view().path("watches").path(0).path("id").asString();
        assertThat(admin().call("DELETE", base + "/processes/work/arrivals/" + first, "", "")
                        .status())
                .isEqualTo(204);
        assertThat(admin().post(base + "/processes/work/archive", "{\"letRunsEnd\":true}")
                        .status())
                .isEqualTo(200);
        due();

        assertThat(started()).isEmpty();
        assertThat(tenants.query(tenant.id(), String.class, "SELECT decision FROM arrival_batch ORDER BY decision"))
                .containsExactly("ARCHIVED", "REMOVED");
    }

    private String latest() {
        return tenants.query(
                        tenant.id(), String.class, "SELECT max(requested_at)::text FROM run WHERE origin = 'EVENT'")
                .getFirst();
    }

    private double minutesLeft(String pattern) {
        return tenants.query(tenant.id(), Double.class, """
                        SELECT extract(epoch FROM b.due_at - now())::float8 / 60 FROM arrival_batch b
                        JOIN arrival_watch w ON w.id = b.watch_id WHERE w.pattern = ?""", pattern).getFirst();
    }

    /** A stream that is never quiet starts its run after a day. */
    private void startsAfterADay(String pattern) {
        UUID batch = tenants.query(tenant.id(), UUID.class, """
                        SELECT b.id FROM arrival_batch b JOIN arrival_watch w ON w.id = b.watch_id WHERE w.pattern = ?""", pattern).getFirst();
        Await.until(
                "the run that was put off for a day is there",
                () -> tenants.query(
                                        tenant.id(),
                                        Integer.class,
                                        "SELECT count(*) FROM arrival_batch WHERE id = ? AND decision = 'RUN'",
                                        batch)
                                .getFirst()
                        == 1);
    }
}
