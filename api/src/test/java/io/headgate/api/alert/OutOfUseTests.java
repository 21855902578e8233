package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Await;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is archived, or on a stage that was removed, keeps no alert open. */
class OutOfUseTests extends AlertTestBase {

    @Test
    void whatIsOutOfUseIsTakenOutAndAnAlertOfNothingElseIsOverWithoutAWordOfSuccess() {
        UUID other = moreProcesses(1).getLast();
        tell(failed(tenant.process().id(), "step.failed"));
        tell(failed(other, "step.failed"));
        settled();
        int told = deliveries().size();

        assertThat(api.post(path("/processes/work/archive"), "{}").status()).isEqualTo(200);
        Await.until("one of both is taken out", () -> outOfUse().equals(1));
        assertThat(only().closedAt()).isNull();
        assertThat(api.post(path("/processes/work-1/archive"), "{}").status()).isEqualTo(200);
        Await.until("the alert is over", () -> only().closedAt() != null);

        assertThat(only().closedBecause()).isEqualTo("OUT_OF_USE");
        assertThat(only().recovered()).isZero();
        settled();
        assertThat(deliveries()).hasSize(told);
        tell(failed(other, "step.failed"));
        assertThat(incidents())
                .as("a run that was under way")
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.closedAt()).isNotNull());
    }

    @Test
    void whatHasRecoveredIsToldThoughTheRestIsOutOfUseAndNobodyElseIs() {
        act(() -> rules.put(
                tenant.id(),
                "test",
                new Rule(null, AlertKind.RECOVERED, true, true, List.of(), List.of(), null, null, null, null),
                List.of()));
        UUID other = moreProcesses(1).getLast();
        tenants.sql(
                tenant.id(),
                "UPDATE process SET owner = 'nobody' WHERE id = ?",
                tenant.process().id());
        tell(failed(tenant.process().id(), "step.failed"));
        tell(failed(other, "step.failed"));
        assertThat(api.post(path("/processes/work/archive"), "{}").status()).isEqualTo(200);
        Await.until("one of both is taken out", () -> outOfUse().equals(1));

        tell(succeeded(other));

        assertThat(only().closedBecause()).isEqualTo("RECOVERED");
        settled();
        assertThat(deliveries())
                .filteredOn(one -> one.event().equals("recovered"))
                .hasSize(1)
                .extracting(DeliveryView::owner)
                .doesNotContain("nobody");
    }

    @Test
    void anAlertOfAStageThatIsRemovedIsOver() {
        assertThat(api.post(path("/stages"), "{\"key\":\"dev\",\"name\":\"Development\"}")
                        .status())
                .isEqualTo(201);
        String run = failed(tenant.process().id(), "step.failed");
        tenants.sql(
                tenant.id(), "UPDATE run SET stage_id = (SELECT id FROM stage WHERE key = 'dev') WHERE id = ?", run);
        tell(run);
        tell(failed(tenant.process().id(), "step.failed"));

        assertThat(api.call("DELETE", path("/stages/dev"), "", "").status()).isEqualTo(204);

        Await.until("the alert is over", () -> incidents().stream().anyMatch(one -> one.closedAt() != null));
        assertThat(incidents()).extracting(IncidentView::closedBecause).containsExactlyInAnyOrder("OUT_OF_USE", null);
    }

    private Integer outOfUse() {
        return tenants.query(tenant.id(), Integer.class, "SELECT count(*)::int FROM alert_subject WHERE out_of_use")
                .getFirst();
    }
}
