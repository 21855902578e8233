package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.Ids;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a process was due at, and the runs that its dates became. */
class DueDateTests extends RunTestBase {

    @Autowired
    List<WorkHandler> handlers;

    private TestTenant tenant;
    private String schedule;

    @BeforeEach
    void aProcessWithoutASchedule() {
        tenant = tenants.create(Node.after());
        tenants.park(tenant.id(), "schedule", tenant.process().id().toString());
        schedule = "/api/v1/tenants/" + tenant.view().key() + "/processes/work/schedule";
    }

    @Test
    void aDateThatWasMissedIsToldAndRunsOnceHoweverOftenItIsAskedFor() {
        outage("none", 3);

        Api.Answer missed = admin().get(schedule + "/dates?missed=true");
        assertThat(missed.status()).as(missed.body()).isEqualTo(200);
        assertThat(outcomes(missed)).containsExactly("MISSED", "MISSED", "MISSED");
        String dueAt = missed.json().path("items").path(1).path("dueAt").asString();

        Set<String> runs = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Api.Answer run = admin().post(schedule + "/dates/run", "{\"dueAt\":\"" + dueAt + "\"}");
            assertThat(run.status()).as(run.body()).isEqualTo(202);
            runs.add(run.json().path("id").asString());
            assertThat(run.json().path("origin").asString()).isEqualTo("SCHEDULE");
            assertThat(run.json().path("requestedBy").asString()).isEqualTo("admin");
            assertThat(Instant.parse(run.json().path("dueAt").asString())).isEqualTo(Instant.parse(dueAt));
            assertThat(run.json().path("businessDate").asString())
                    .isEqualTo(LocalDate.ofInstant(Instant.parse(dueAt), ZoneOffset.UTC)
                            .toString());
        }

        assertThat(runs).hasSize(1);
        assertThat(outcomes(admin().get(schedule + "/dates"))).containsExactly("MISSED", "NOT_ADMITTED", "MISSED");
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
        assertThat(outcomes(admin().get(schedule + "/dates"))).containsExactly("MISSED", "ADMITTED", "MISSED");
        assertThat(admin().get(schedule + "/dates?missed=true")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void eachStageHasItsOwnDatesAndTheirRuns() {
        UUID dev = UUID.randomUUID();
        tenants.sql(
                tenant.id(),
                "INSERT INTO stage (tenant_id, id, key, name, position, created_at) VALUES (?, ?, 'dev', 'A stage', 2, now())",
                tenant.id(),
                dev);
        UUID version = tenants.query(tenant.id(), UUID.class, "SELECT id FROM process_version")
                .getFirst();
        UUID publication =
                tenants.publication(tenant.id(), tenant.process().id(), version, 2, Ids.random("h", 11), "LIVE");
        tenants.sql(tenant.id(), "UPDATE publication SET stage_id = ? WHERE id = ?", dev, publication);
        outage("none", 1);
        tenants.sql(
                tenant.id(),
                "INSERT INTO due_date SELECT (jsonb_populate_record(d, jsonb_build_object('stage_id', ?))).* FROM due_date d",
                dev.toString());
        String dueAt = admin().get(schedule + "/dates?stage=dev")
                .json()
                .path("items")
                .path(0)
                .path("dueAt")
                .asString();

        Api.Answer onDev = admin().post(schedule + "/dates/run?stage=dev", "{\"dueAt\":\"" + dueAt + "\"}");

        assertThat(onDev.status()).as(onDev.body()).isEqualTo(202);
        assertThat(onDev.json().path("stage").asString()).isEqualTo("dev");
        assertThat(outcomes(admin().get(schedule + "/dates?stage=dev"))).containsExactly("NOT_ADMITTED");
        assertThat(outcomes(admin().get(schedule + "/dates"))).containsExactly("MISSED");
        Api.Answer onDefault = admin().post(schedule + "/dates/run", "{\"dueAt\":\"" + dueAt + "\"}");
        assertThat(onDefault.status()).as(onDefault.body()).isEqualTo(202);
        assertThat(onDefault.json().path("stage").asString()).isEqualTo("prod");
        assertThat(outcomes(admin().get(schedule + "/dates?missed=true"))).isEmpty();
    }

    @Test
    void manyWhoRunTheSameDateAtOnceMakeOneRun() throws Exception {
        outage("none", 1);
        String dueAt = admin().get(schedule + "/dates")
                .json()
                .path("items")
                .path(0)
                .path("dueAt")
                .asString();
        List<java.util.concurrent.Future<Api.Answer>> asked = new ArrayList<>();
        try (var threads = java.util.concurrent.Executors.newCachedThreadPool()) {
            for (int i = 0; i < 6; i++) {
                asked.add(threads.submit(() -> admin().post(schedule + "/dates/run", "{\"dueAt\":\"" + dueAt + "\"}")));
            }
        }
        Set<String> runs = new HashSet<>();
        for (var answer : asked) {
            assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(202);
            runs.add(answer.get().json().path("id").asString());
        }

        assertThat(runs).hasSize(1);
    }

    @Test
    void aDateThatIsNotInTheLedgerIsNotRun() {
        assertThat(admin().post(schedule + "/dates/run", "{\"dueAt\":\"2026-01-01T00:00:00Z\"}")
                        .code())
                .isEqualTo("schedule.date-unknown");
        assertThat(admin().post(schedule + "/dates/run", "{\"dueAt\":\"+1000000-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(422);
        assertThat(admin().post(schedule + "/dates/run", "{}").status()).isEqualTo(422);
    }

    @Test
    void theDatesArePagedWithoutAGapOrARepetition() {
        outage("none", 7);
        List<String> all = dates(admin().get(schedule + "/dates"));
        List<String> paged = new ArrayList<>();
        Api.Answer page = admin().get(schedule + "/dates?size=3");
        paged.addAll(dates(page));
        while (page.json().path("before").isString()) {
            page = admin().get(schedule + "/dates?size=3&to="
                    + page.json().path("before").asString());
            paged.addAll(dates(page));
        }

        assertThat(paged).hasSize(7).isEqualTo(all);
    }

    @Test
    void theLedgerSaysThatADateFellOnAHolidayAndWhereItWent() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        String calendar = admin().post(
                        "/api/v1/tenants/" + tenant.view().key() + "/calendars",
                        "{\"name\":\"Days\",\"days\":[{\"day\":\"" + yesterday + "\",\"name\":\"Off\"}]}")
                .json()
                .path("id")
                .asString();
        set(",\"calendar\":\"%s\",\"holidays\":\"previous\"".formatted(calendar), "0 0 * * *", "all");
        rewind(Duration.ofDays(3));
        turn();

        Api.Answer answer = admin().get(schedule + "/dates");
        assertThat(outcomes(answer)).as(answer.body()).containsExactly("NOT_ADMITTED", "HOLIDAY", "NOT_ADMITTED");
        assertThat(answer.json().path("items").path(1).path("movedTo").asString())
                .isEqualTo(yesterday.minusDays(1) + "T00:00:00Z");
        assertThat(count("SELECT count(*) FROM run"))
                .as("two dates at one time run once")
                .isEqualTo(2);
    }

    @Test
    void aSpreadStartIsLaterThanItsDateAndSaysSo() {
        set(",\"staggerMinutes\":60", "* * * * *", "all");
        Api.Answer view = admin().get(schedule);
        long later = view.json().path("startsLaterByMinutes").asLong();
        assertThat(later).isEqualTo(Math.floorMod(tenant.process().id().hashCode(), 61));
        tenants.sql(tenant.id(), "UPDATE schedule SET stagger_minutes = 60");
        rewind(Duration.ofMinutes(1));
        turn();

        List<String> ids = tenants.query(tenant.id(), String.class, "SELECT id FROM run ORDER BY due_at DESC");
        Run run = run(tenant, ids.getFirst());
        if (later > 1) {
            assertThat(run.notBefore()).isEqualTo(run.dueAt().plus(Duration.ofMinutes(later)));
            assertThat(run.reason().code()).isEqualTo("waiting.stagger");
            Next next = admit();
            assertThat(run(tenant, run.id()).state()).isEqualTo(RunState.WAITING);
            assertThat(next).isInstanceOf(Next.At.class);
        }
        tenants.sql(tenant.id(), "UPDATE run SET not_before = now() - interval '1 second'");
        assertThat(admit()).isEqualTo(Next.done());
        assertThat(run(tenant, run.id()).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aPreviewTellsTheDatesThatTheLedgerWillWrite() {
        Api.Answer preview = admin().post(
                        schedule + "/preview?count=50",
                        "{\"cron\":\"*/7 * * * *\",\"zone\":\"Europe/Berlin\",\"staggerMinutes\":10}");

        assertThat(preview.status()).as(preview.body()).isEqualTo(200);
        assertThat(preview.json().path("next").size()).isEqualTo(50);
        List<Instant> told = preview.json()
                .path("next")
                .valueStream()
                .map(date -> Instant.parse(date.path("at").asString()))
                .toList();
        set("", "*/7 * * * *", "all");
        assertThat(admin().get(schedule).json().path("next").valueStream())
                .extracting(date -> Instant.parse(date.asString()))
                .containsExactlyElementsOf(told.subList(0, 10));
        assertThat(admin().post(schedule + "/preview?count=51", "{\"cron\":\"@daily\",\"zone\":\"UTC\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPreviewWarnsOfWhatOneMightNotExpect() {
        assertThat(warnings("{\"cron\":\"0 0 30 2 *\",\"zone\":\"UTC\"}")).containsExactly("schedule.never-due");
        assertThat(warnings("{\"cron\":\"0 0 * * *\",\"zone\":\"UTC\",\"endsOn\":\"2020-01-01\"}"))
                .containsExactly("schedule.never-due");
        assertThat(warnings("{\"cron\":\"30 2 * * *\",\"zone\":\"Europe/Berlin\"}"))
                .containsExactlyInAnyOrder("schedule.clock-skips", "schedule.clock-repeats");
        assertThat(warnings("{\"cron\":\"30 4 * * *\",\"zone\":\"Europe/Berlin\"}"))
                .isEmpty();
        assertThat(warnings("{\"cron\":\"30 * * * *\",\"zone\":\"Europe/Berlin\"}"))
                .isEmpty();
        Api.Answer faulty = admin().post(
                        schedule + "/preview",
                        "{\"cron\":\"x\",\"zone\":\"y\",\"startsOn\":\"2027-01-02\",\"endsOn\":\"2027-01-01\"}");
        assertThat(faulty.json().path("problems").valueStream())
                .extracting(problem -> problem.path("pointer").asString())
                .containsExactly("/cron", "/zone", "/endsOn");
    }

    @Test
    void aPreviewWarnsWhenManyProcessesStartInTheSameMinute() {
        String body = "{\"cron\":\"17 3 * * *\",\"zone\":\"UTC\"}";
        for (int i = 0; i < 9; i++) {
            other(i);
        }
        assertThat(warnings(body)).isEmpty();
        other(9);
        assertThat(warnings(body)).containsExactly("schedule.crowded");
        assertThat(warnings("{\"cron\":\"18 3 * * *\",\"zone\":\"UTC\"}")).isEmpty();
    }

    private void other(int number) {
        String key = "other-" + number;
        String processes = "/api/v1/tenants/" + tenant.view().key() + "/processes";
        admin().post(
                        processes,
                        io.headgate.api.TestTenants.json(Node.after())
                                .replace("\"key\":\"work\"", "\"key\":\"" + key + "\""));
        Api.Answer set = admin().call(
                        "PUT",
                        processes + "/" + key + "/schedule",
                        "application/json",
                        "{\"cron\":\"17 3 * * *\",\"zone\":\"UTC\",\"paused\":false}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    private List<String> warnings(String body) {
        Api.Answer answer = admin().post(schedule + "/preview", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .path("warnings")
                .valueStream()
                .map(warning -> warning.path("code").asString())
                .toList();
    }

    /** Nobody looked for some hours; half an hour off the present, so that no date is on time. */
    private void outage(String missed, int hours) {
        int minute = (Instant.now().atZone(ZoneOffset.UTC).getMinute() + 30) % 60;
        set("", minute + " * * * *", missed);
        rewind(Duration.ofHours(hours));
        turn();
    }

    private void set(String more, String cron, String missed) {
        Api.Answer set = admin().call(
                        "PUT",
                        schedule,
                        "application/json",
                        "{\"cron\":\"%s\",\"zone\":\"UTC\",\"paused\":false,\"missedDates\":\"%s\"%s}"
                                .formatted(cron, missed, more));
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    private void rewind(Duration time) {
        tenants.sql(
                tenant.id(),
                "UPDATE schedule SET watermark = ?",
                java.sql.Timestamp.from(Instant.now().minus(time).truncatedTo(ChronoUnit.MICROS)));
    }

    private void turn() {
        act(
                tenant,
                () -> handlers.stream()
                        .filter(handler -> handler.kind().equals("schedule"))
                        .forEach(handler -> handler.handle(
                                tenant.id(), tenant.process().id().toString())));
    }

    private Next admit() {
        return as(
                tenant,
                () -> admission.handle(tenant.id(), tenant.process().id().toString()));
    }

    private int count(String query) {
        return tenants.query(tenant.id(), Integer.class, query).getFirst();
    }

    private static List<String> outcomes(Api.Answer answer) {
        return answer.json()
                .path("items")
                .valueStream()
                .map(date -> date.path("outcome").asString())
                .toList();
    }

    private static List<String> dates(Api.Answer answer) {
        return answer.json()
                .path("items")
                .valueStream()
                .map(date -> date.path("dueAt").asString())
                .toList();
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
