package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.Await;
import io.headgate.api.FakeMail;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.run.FailedRun;
import io.headgate.api.run.FailedRuns;
import io.headgate.api.schedule.DateMissed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What went wrong is one alert for each cause, told once. */
class IncidentTests extends AlertTestBase {

    @Autowired
    Incidents recorder;

    @Autowired
    FailedRuns runs;

    @Autowired
    IncidentEnd end;

    @Autowired
    OverdueRuns overdue;

    @Autowired
    MissedDates missed;

    @Test
    void aHundredProcessesOnOneDeadClusterAreOneAlertAndOneMail() {
        List<UUID> all = moreProcesses(99);
        assertThat(all).hasSize(100);
        String[] codes = {"step.failed", "step.cancelled-outside"};
        for (int i = 0; i < 100; i++) {
            tell(failed(all.get(i), codes[i % 2]));
        }
        IncidentView incident = only();
        assertThat(incident.code()).isEqualTo("cluster.steps-lost");
        assertThat(incident.runs()).isEqualTo(100);
        assertThat(incident.processes()).isEqualTo(100);
        assertThat(incident.cluster()).isEqualTo(tenant.cluster());
        settled();
        assertThat(deliveries().stream().filter(one -> one.event().equals("opened")))
                .hasSize(1);
        String said = FakeMail.get().to(owner).getFirst().data();
        assertThat(said).contains("cluster.steps-lost").doesNotContain("SECRET-OF-A-ROW");
    }

    @Test
    void datesThatAnOutagePassedOverAreOneAlertOfAllProcessesAndOverWhenTheyHaveRun() {
        UUID other = moreProcesses(1).getLast();
        UUID stage = tenants.query(tenant.id(), UUID.class, "SELECT id FROM stage WHERE is_default")
                .getFirst();
        for (UUID process : List.of(tenant.process().id(), other)) {
            for (int hour = 1; hour <= 2; hour++) {
                Instant due = DATE.atTime(hour, 0).toInstant(ZoneOffset.UTC);
                tenants.in(tenant.id(), () -> {
                    missed.note(new DateMissed(tenant.id(), process, stage, due, DATE));
                    return null;
                });
            }
        }
        Await.until(
                "each date is noted",
                () -> tenants.query(tenant.id(), Integer.class, "SELECT count(*)::int FROM alert_subject")
                        .getFirst()
                        .equals(4));
        IncidentView incident = only();
        assertThat(incident.kind()).isEqualTo(AlertKind.MISSED);
        assertThat(incident.code()).isEqualTo("alert.missed");
        assertThat(incident.processes()).isEqualTo(2);
        settled();
        assertThat(FakeMail.get().to(owner).getFirst().data()).contains("Not run");

        tell(succeeded(tenant.process().id()));
        assertThat(only().closedAt()).isNull();
        tell(succeeded(other));
        assertThat(only().closedAt()).isNotNull();
    }

    @Test
    void faultsOfJobsAreTogetherByProcessComponentAndCodeOnly() {
        UUID other = moreProcesses(1).getLast();
        tell(failed(tenant.process().id(), "sql.failed"));
        tell(failed(tenant.process().id(), "sql.failed"));
        tell(failed(tenant.process().id(), "quality.failed"));
        tell(failed(other, "sql.failed"));

        assertThat(incidents()).extracting(IncidentView::runs).containsExactlyInAnyOrder(2, 1, 1);
    }

    @Test
    void alertsOfDifferentCausesAreToldApartByTheirWords() {
        UUID process = tenant.process().id();
        List<String> codes = List.of(
                "sql.failed",
                "sql.syntax",
                "quality.failed",
                "source.missing",
                "storage.missing",
                "call.cycle",
                "new.code");
        codes.forEach(code -> tell(failed(process, code)));

        assertThat(incidents())
                .extracting(IncidentView::sentence)
                .doesNotHaveDuplicates()
                .contains("A component failed.");
        assertThat(incidents()).allSatisfy(one -> assertThat(one.processName()).isEqualTo("Work"));
        assertThat(incidents()).extracting(IncidentView::component).containsOnly("c1");
    }

    @Test
    void anAlertThatMayBeAboutSeveralProcessesNamesTheOneThatItIsAboutSoFar() {
        UUID other = moreProcesses(1).getLast();
        tell(failed(tenant.process().id(), "step.failed"));
        assertThat(only().processName()).isEqualTo("Work");

        tell(failed(other, "step.failed"));
        assertThat(only().processName()).isNull();
        assertThat(only().processes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"row 17: Miller, 4711", "A", "x|y", "<b>"})
    void whatIsNoCodeIsNotRepeated(String odd) {
        tell(failed(tenant.process().id(), odd));
        assertThat(only().code()).isEqualTo("job.unexpected");
    }

    @Test
    void theSameEndToldTwiceCountsOnce() {
        String run = failed(tenant.process().id(), "sql.failed");
        tell(run);
        tell(run);
        assertThat(only().runs()).isEqualTo(1);
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void thatAnEarlierDateIsMadeUpForMendsNothingOfALaterOne() {
        UUID process = tenant.process().id();
        tell(failed(process, "step.failed"));

        tell(ofDate(DATE.minusDays(1), succeeded(process)));
        assertThat(only().state()).isEqualTo(IncidentView.State.OPEN);
        tell(ofDate(DATE.plusDays(1), succeeded(process)));
        assertThat(only().state()).isEqualTo(IncidentView.State.CLOSED);
    }

    @Test
    void aFailureThatIsToldLateIsNotMendedByAnEarlierDate() {
        UUID process = tenant.process().id();
        String failed = run(process, "FAILED", "step.failed", 5);
        tell(ofDate(DATE.minusDays(1), succeeded(process)));
        tell(failed);

        assertThat(only().state()).isEqualTo(IncidentView.State.OPEN);
    }

    private String ofDate(LocalDate date, String run) {
        tenants.sql(tenant.id(), "UPDATE run SET business_date = ? WHERE id = ?", date, run);
        return run;
    }

    @Test
    void successOfEveryProcessClosesItAndTellsWhoWantsToKnow() {
        UUID other = moreProcesses(1).getLast();
        act(() -> rules.put(
                tenant.id(),
                "test",
                new Rule(null, AlertKind.RECOVERED, true, true, List.of(), List.of(), null, null, null, null),
                List.of()));
        tell(failed(tenant.process().id(), "step.failed"));
        tell(failed(other, "step.failed"));
        tell(succeeded(other));
        assertThat(only().state()).isEqualTo(IncidentView.State.OPEN);
        assertThat(only().recovered()).isEqualTo(1);

        tell(succeeded(tenant.process().id()));

        assertThat(only().state()).isEqualTo(IncidentView.State.CLOSED);
        assertThat(only().closedBecause()).isEqualTo("RECOVERED");
        assertThat(deliveries()).extracting(DeliveryView::event).containsExactlyInAnyOrder("opened", "recovered");
        settled();
        assertThat(FakeMail.get().to(owner))
                .anyMatch(mail -> mail.data().contains("Subject: [Headgate]")
                        && mail.data().contains("Recovered"));
    }

    @Test
    void anEarlierSuccessMendsNothingAndALaterOneThatWasToldFirstDoes() {
        tell(run(tenant.process().id(), "SUCCEEDED", null, 10));
        tell(run(tenant.process().id(), "FAILED", "sql.failed", 5));
        assertThat(only().state()).isEqualTo(IncidentView.State.OPEN);
        tell(succeeded(tenant.process().id()));
        tell(run(tenant.process().id(), "FAILED", "sql.failed", 3));
        assertThat(incidents()).extracting(IncidentView::state).containsOnly(IncidentView.State.CLOSED);
    }

    @Test
    void acknowledgedItIsSilentAndOverWhenNothingMoreComes() {
        tell(failed(tenant.process().id(), "sql.failed"));
        UUID id = only().id();
        assertThat(api.post(path("/alerts/" + id + "/acknowledge"), "")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("ACKNOWLEDGED");
        for (int i = 0; i < 12; i++) {
            tell(failed(tenant.process().id(), "sql.failed"));
        }
        assertThat(only().runs()).isEqualTo(13);
        assertThat(deliveries()).hasSize(1);
        act(() -> end.handle(tenant.id(), id.toString()));
        assertThat(only().state()).isEqualTo(IncidentView.State.ACKNOWLEDGED);

        tenants.sql(tenant.id(), "UPDATE alert_incident SET last_at = last_at - interval '2 hours'");
        act(() -> end.handle(tenant.id(), id.toString()));

        assertThat(only().closedBecause()).isEqualTo("QUIET");
        tell(failed(tenant.process().id(), "sql.failed"));
        assertThat(incidents()).hasSize(2);
    }

    @Test
    void manyMoreAreToldOnceAndWhatComesAgainAfterAWhileToo() {
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        for (int i = 0; i < 11; i++) {
            tell(failed(tenant.process().id(), "sql.failed"));
        }
        assertThat(deliveries()).extracting(DeliveryView::event).containsExactlyInAnyOrder("opened", "count-10");

        tenants.sql(tenant.id(), "UPDATE alert_incident SET last_at = last_at - interval '2 hours'");
        tell(failed(tenant.process().id(), "sql.failed"));
        assertThat(deliveries())
                .extracting(DeliveryView::event)
                .containsExactlyInAnyOrder("opened", "count-10", "again-13");
    }

    @Test
    void aSilencedProcessIsWrittenDownAndNotTold() {
        act(() -> rules.mute(
                tenant.id(), "test", tenant.process().id(), Instant.now().plusSeconds(600)));
        tell(failed(tenant.process().id(), "sql.failed"));
        assertThat(only().runs()).isEqualTo(1);
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void aProcessThatIsSilencedLaterIsNotToldAgainHoweverManyRunsFail() {
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        act(() -> rules.mute(
                tenant.id(), "test", tenant.process().id(), Instant.now().plusSeconds(600)));
        for (int i = 0; i < 11; i++) {
            tell(failed(tenant.process().id(), "sql.failed"));
        }
        assertThat(only().runs()).isEqualTo(12);
        assertThat(deliveries()).extracting(DeliveryView::event).containsExactly("opened");
    }

    @Test
    void aRunThatTakesTooLongIsToldAndTheClusterItWaitsForIsTheCause() {
        act(() -> rules.put(
                tenant.id(),
                "test",
                new Rule(null, AlertKind.TOO_LONG, true, true, List.of(), List.of(), 3600, null, null, null),
                List.of()));
        String slow = run(tenant.process().id(), "RUNNING", null, 90);
        String stuck = run(tenant.process().id(), "RUNNING", "account.cluster-unknown", 90);
        run(tenant.process().id(), "RUNNING", null, 10);
        act(() -> overdue.handle(tenant.id(), OverdueRuns.ALL));
        act(() -> overdue.handle(tenant.id(), OverdueRuns.ALL));

        assertThat(incidents())
                .extracting(IncidentView::code, IncidentView::runs)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("alert.too-long", 1),
                        org.assertj.core.groups.Tuple.tuple("cluster.steps-lost", 1));

        tenants.sql(tenant.id(), "UPDATE run SET state = 'STOPPED', ended_at = now() WHERE id IN (?, ?)", slow, stuck);
        tell(slow);
        tell(stuck);
        assertThat(incidents()).extracting(IncidentView::closedBecause).containsOnly("RECOVERED");
    }

    @Test
    void aRunThatEndsWhileItIsFoundToTakeTooLongLeavesNoAlertBehind() {
        String slow = run(tenant.process().id(), "RUNNING", null, 90);
        FailedRun found = as(() -> runs.find(slow).orElseThrow());
        tenants.sql(tenant.id(), "UPDATE run SET state = 'STOPPED', ended_at = now() WHERE id = ?", slow);
        tell(slow);

        act(() -> recorder.record(
                tenant.id(), Cause.of(found, "alert.too-long"), Incidents.Subject.of(AlertKind.TOO_LONG, found)));
        assertThat(incidents()).isEmpty();
    }

    @Test
    void aDateThatWasNotFinishedInTimeIsToldOnceAndRecoversWithItsRun() {
        act(() -> rules.put(
                tenant.id(),
                "test",
                new Rule(
                        tenant.process().id(),
                        AlertKind.LATE,
                        true,
                        true,
                        List.of(),
                        List.of(),
                        null,
                        LocalTime.MIDNIGHT,
                        "Pacific/Auckland",
                        1),
                List.of()));
        act(() -> overdue.handle(tenant.id(), OverdueRuns.ALL));
        assertThat(incidents()).isEmpty(); // the rule is younger than the time

        tenants.sql(tenant.id(), "UPDATE alert_rule SET changed_at = now() - interval '3 days'");
        act(() -> overdue.handle(tenant.id(), OverdueRuns.ALL));
        act(() -> overdue.handle(tenant.id(), OverdueRuns.ALL));

        assertThat(only().code()).isEqualTo("alert.late");
        assertThat(deliveries()).hasSize(1);
        String run = succeeded(tenant.process().id());
        tenants.sql(
                tenant.id(),
                "UPDATE run SET business_date = ? WHERE id = ?",
                only().members().getFirst().businessDate(),
                run);
        tell(run);
        assertThat(only().state()).isEqualTo(IncidentView.State.CLOSED);
    }

    @Test
    void oneActionRunsAllOfItAgainOnceAndTellsWhatBecameOfEach() {
        String first = failed(tenant.process().id(), "step.failed");
        String second = failed(tenant.process().id(), "step.failed");
        String third = failed(tenant.process().id(), "step.failed");
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, parameters,
                                 requested_at, parent_id, repeats)
                VALUES (?, ?, ?, 1, 'WAITING', 'RERUN', 't', now(), '{}', now(), ?, 'FAILED')""",
                tenant.id(),
                Api.class.getSimpleName() + third,
                tenant.process().id(),
                third);
        List.of(first, second, third).forEach(this::tell);
        String rerun = path("/alerts/" + only().id() + "/rerun");

        assertThat(api.post(rerun, "").status()).isEqualTo(202);
        assertThat(api.post(rerun, "").status()).isEqualTo(202);

        Await.until(
                "each was run again or refused",
                () -> only().members().stream().allMatch(one -> one.rerun() != null || one.rerunRefused() != null));
        assertThat(api.post(rerun, "").json().path("rerunnable").asInt()).isZero();
        assertThat(
                        tenants.query(
                                tenant.id(),
                                String.class,
                                "SELECT parent_id || ' ' || repeats || ' ' || requested_by FROM run WHERE origin = 'RERUN' AND requested_by <> 't'"))
                .containsExactlyInAnyOrder(first + " FAILED admin", second + " FAILED admin");
        assertThat(only().members())
                .filteredOn(one -> third.equals(one.run()))
                .extracting(IncidentView.Member::rerunRefused)
                .containsExactly("Somebody has run it again already.");
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT detail FROM audit_entry WHERE action = 'alert.rerun'"))
                .containsExactly("3 runs");
    }

    @Test
    void anotherTenantKnowsNothingOfIt() {
        tell(failed(tenant.process().id(), "sql.failed"));
        UUID id = only().id();
        TestTenant other = tenants.create(Node.after());
        String theirs = "/api/v1/tenants/" + other.view().key() + "/alerts";
        assertThat(api.get(theirs + "/" + id).code()).isEqualTo("alert.unknown");
        assertThat(api.post(theirs + "/" + id + "/acknowledge", "").code()).isEqualTo("alert.unknown");
        assertThat(api.post(theirs + "/" + id + "/rerun", "").code()).isEqualTo("alert.unknown");
        assertThat(api.get(theirs).json().path("total").asInt()).isZero();
        assertThat(api.get(path("/alerts/count")).json().path("open").asInt()).isEqualTo(1);
    }
}
