package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever ends, recovers, is acknowledged, is told twice or at the same time: one open incident of a cause, each told once. */
class IncidentInterleavingTests extends AlertTestBase {

    private static final int DEEDS = 60;

    @Autowired
    IncidentEnd end;

    static List<Long> seeds() {
        Long given = Long.getLong("seed");
        return given == null
                ? new Random().longs(Integer.getInteger("orders", 3)).boxed().toList()
                : List.of(given);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneOpenIncidentOfACauseNoMessageLostAndNoneTwice(long seed) throws Exception {
        Random random = new Random(seed);
        List<UUID> processes = moreProcesses(3);
        List<String> ends = new ArrayList<>();
        String[] codes = {"step.failed", "step.cancelled-outside", "sql.failed", "account.role-refused"};
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            List<Future<?>> deeds = new ArrayList<>();
            for (int i = 0; i < DEEDS; i++) {
                UUID process = processes.get(random.nextInt(processes.size()));
                int what = random.nextInt(10);
                if (what < 6) {
                    ends.add(failed(process, codes[random.nextInt(codes.length)]));
                } else if (what < 8) {
                    ends.add(succeeded(process));
                }
                String run = ends.isEmpty() ? null : ends.get(random.nextInt(ends.size()));
                boolean acknowledges = what == 8;
                boolean closes = what == 9;
                deeds.add(pool.submit(() -> {
                    if (acknowledges || closes) {
                        incidents().forEach(one -> {
                            if (acknowledges && one.state() == IncidentView.State.OPEN) {
                                as(() -> actions.acknowledge(tenant.id(), one.id(), "test"));
                            }
                            if (closes) {
                                tenants.sql(
                                        tenant.id(),
                                        "UPDATE alert_incident SET last_at = last_at - interval '2 hours' WHERE id = ?",
                                        one.id());
                            }
                            act(() -> end.handle(tenant.id(), one.id().toString()));
                        });
                    } else if (run != null) {
                        tell(run);
                    }
                }));
            }
            // Every end is told at least once: the queue is durable.
            ends.forEach(run -> deeds.add(pool.submit(() -> tell(run))));
            for (Future<?> deed : deeds) {
                deed.get();
            }
        }
        check(ends);
        processes.forEach(process -> tell(succeeded(process)));
        assertThat(incidents()).extracting(IncidentView::state).containsOnly(IncidentView.State.CLOSED);
        settled();
        assertThat(deliveries()).extracting(DeliveryView::state).containsOnly(DeliveryView.State.SENT);
    }

    private void check(List<String> ends) {
        assertThat(tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT cause FROM alert_incident WHERE closed_at IS NULL GROUP BY cause HAVING count(*) > 1"))
                .isEmpty();
        Set<String> failed =
                new HashSet<>(tenants.query(tenant.id(), String.class, "SELECT id FROM run WHERE state = 'FAILED'"));
        assertThat(failed).isSubsetOf(ends);
        List<String> written = tenants.query(tenant.id(), String.class, "SELECT subject FROM alert_subject");
        assertThat(written).containsExactlyInAnyOrderElementsOf(failed);
        assertThat(
                        tenants.query(
                                tenant.id(),
                                Integer.class,
                                "SELECT i.runs - (SELECT count(*) FROM alert_subject s WHERE s.incident_id = i.id) FROM alert_incident i"))
                .containsOnly(0);
        // Each incident has told the owner that it is there, once.
        assertThat(
                        tenants.query(
                                tenant.id(),
                                Integer.class,
                                "SELECT (SELECT count(*) FROM alert_delivery d WHERE d.incident_id = i.id AND event = 'opened') FROM alert_incident i"))
                .containsOnly(1);
        // Open means that something has not recovered.
        assertThat(
                        tenants.query(
                                tenant.id(),
                                UUID.class,
                                "SELECT id FROM alert_incident i WHERE closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM alert_subject s WHERE s.incident_id = i.id AND s.recovered_at IS NULL)"))
                .isEmpty();
    }
}
