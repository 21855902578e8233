package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.UpgradedSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was an alert before alerts were told apart by stages goes on as that of its stage. */
class AlertStageMigrationTests {

    @Test
    void whatBelongsToAlertsComesOntoItsStage() throws SQLException {
        try (UpgradedSchema schema = new UpgradedSchema("upgraded_alerts", "25")) {
            List<UUID> all = List.of(tenant(schema), tenant(schema));

            schema.upgrade("26");

            for (UUID tenant : all) {
                try (Connection app = schema.app(tenant)) {
                    String prod = stage(app, "prod");
                    String dev = stage(app, "dev");
                    assertThat(UpgradedSchema.strings(
                                    app, "SELECT kind || ' ' || subject || ' ' || stage_id FROM alert_subject"))
                            .containsExactlyInAnyOrder(
                                    "FAILED on-prod " + prod,
                                    "FAILED on-dev " + dev,
                                    "FAILED removed " + dev,
                                    "FAILED closed " + dev,
                                    "MISSED p/" + dev + "/2026-01-01T06:00:00Z/2026-01-01 " + dev,
                                    "LATE " + tenant + "/" + prod + "/2026-01-01 " + prod);
                    assertThat(UpgradedSchema.strings(app, "SELECT cause FROM alert_incident"))
                            .containsExactlyInAnyOrder(
                                    "both",
                                    "one|" + dev,
                                    "over",
                                    "alert.missed|" + dev,
                                    "alert.late|" + tenant + "|2026-01-01|" + prod);
                }
            }
            try (Connection app = schema.app(UUID.randomUUID())) {
                assertThat(UpgradedSchema.strings(app, """
                                SELECT key FROM stage UNION ALL SELECT id FROM run UNION ALL SELECT id FROM removed_run
                                UNION ALL SELECT cause FROM alert_incident UNION ALL SELECT subject FROM alert_subject"""))
                        .as("row-level security is in force again")
                        .isEmpty();
            }
        }
    }

    private static String stage(Connection app, String key) throws SQLException {
        return UpgradedSchema.strings(app, "SELECT id FROM stage WHERE key = '" + key + "'")
                .getFirst();
    }

    /** With an alert of each kind; one has failures of both stages, and one a run that was removed since. */
    private static UUID tenant(UpgradedSchema schema) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection app = schema.app(id)) {
            UpgradedSchema.execute(app, """
                    INSERT INTO environment VALUES ('%1$s', 'e-%1$s', 'eu-central-1', 'b-%1$s', now());
                    INSERT INTO tenant VALUES ('%1$s', 't-%1$s', 'T', '%1$s', 'x-%1$s', 'c-%1$s', 'h-%1$s', false, now());
                    INSERT INTO process VALUES ('%1$s', '%1$s', 'p', 'P', 'o', '{}', 'e', 'o', now(), false, 1, now());
                    INSERT INTO stage (tenant_id, id, key, name, position, created_at)
                    VALUES ('%1$s', gen_random_uuid(), 'dev', 'Development', 2, now())""".formatted(id));
            String dev = stage(app, "dev");
            run(app, id, "on-prod", stage(app, "prod"));
            run(app, id, "on-dev", dev);
            run(app, id, "closed", dev);
            UpgradedSchema.execute(app, """
                    INSERT INTO removed_run (tenant_id, id, process_id, stage_id, state, origin, business_date, ended_at, removed_at, file)
                    VALUES ('%1$s', 'removed', '%1$s', '%2$s', 'FAILED', 'MANUAL', '2026-01-01', now(), now(), 'f')""".formatted(id, dev));
            alert(app, id, "both", "FAILED", "on-prod", "on-dev");
            alert(app, id, "one", "FAILED", "removed");
            alert(app, id, "over", "FAILED", "closed");
            alert(app, id, "alert.missed", "MISSED", "p/" + dev + "/2026-01-01T06:00:00Z/2026-01-01");
            alert(app, id, "alert.late|" + id + "|2026-01-01", "LATE", id + "/2026-01-01");
            UpgradedSchema.execute(app, """
                    UPDATE alert_incident SET state = 'CLOSED', closed_at = now(), closed_because = 'QUIET' WHERE cause = 'over'""");
        }
        return id;
    }

    private static void run(Connection app, UUID tenant, String id, String stage) throws SQLException {
        UpgradedSchema.execute(app, """
                INSERT INTO run (tenant_id, id, process_id, stage_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at, ended_at)
                VALUES ('%1$s', '%2$s', '%1$s', '%3$s', 0, 'FAILED', 'MANUAL', 'o', '2026-01-01', '{}', now(), now())""".formatted(tenant, id, stage));
    }

    private static void alert(Connection app, UUID tenant, String cause, String kind, String... subjects)
            throws SQLException {
        UUID incident = UUID.randomUUID();
        UpgradedSchema.execute(app, """
                INSERT INTO alert_incident (tenant_id, id, cause, kind, code, runs, state, opened_at, last_at)
                VALUES ('%s', '%s', '%s', '%s', 'job.failed', %d, 'OPEN', now(), now())""".formatted(tenant, incident, cause, kind, subjects.length));
        for (String subject : subjects) {
            UpgradedSchema.execute(
                    app, """
                    INSERT INTO alert_subject (tenant_id, kind, subject, incident_id, process_id, run_id, business_date, at)
                    VALUES ('%1$s', '%2$s', '%3$s', '%4$s', '%1$s', nullif('%5$s', ''), '2026-01-01', now())""".formatted(tenant, kind, subject, incident, kind.equals("FAILED") ? subject : ""));
        }
    }
}
