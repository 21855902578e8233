package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.UpgradedSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was there before there were stages is on its tenant's default stage afterwards. */
class StageMigrationTests {

    @Test
    void whatATenantHadComesOntoItsDefaultStage() throws SQLException {
        try (UpgradedSchema schema = new UpgradedSchema("upgraded", "7")) {
            UUID first = tenant(schema);
            UUID second = tenant(schema);

            schema.upgrade("8");

            for (UUID tenant : List.of(first, second)) {
                try (Connection app = schema.app(tenant)) {
                    assertThat(UpgradedSchema.strings(app, "SELECT key FROM stage WHERE is_default"))
                            .containsExactly("prod");
                    for (String table : List.of("location", "schedule", "due_date", "run")) {
                        assertThat(UpgradedSchema.strings(
                                        app,
                                        "SELECT (stage_id = (SELECT id FROM stage))::text FROM " + table
                                                + " WHERE tenant_id = '" + tenant + "'"))
                                .as(table)
                                .containsExactly("true");
                    }
                }
            }
            try (Connection app = schema.app(UUID.randomUUID())) {
                assertThat(UpgradedSchema.strings(app, "SELECT key FROM stage UNION ALL SELECT key FROM tenant"))
                        .as("row-level security is in force again")
                        .isEmpty();
            }
        }
    }

    private static UUID tenant(UpgradedSchema schema) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection app = schema.app(id)) {
            UpgradedSchema.execute(app, """
                    INSERT INTO environment VALUES ('%1$s', 'e-%1$s', 'eu-central-1', 'b-%1$s', now());
                    INSERT INTO tenant VALUES ('%1$s', 't-%1$s', 'T', '%1$s', 'x-%1$s', 'c-%1$s', 'h-%1$s', false, now());
                    INSERT INTO location VALUES ('%1$s', gen_random_uuid(), 'raw', 'Raw', 'data', '', 'READ', 'PUBLIC', now());
                    INSERT INTO process VALUES ('%1$s', '%1$s', 'p', 'P', 'o', '{}', 'e', 'o', now(), false, 1, now());
                    INSERT INTO schedule VALUES ('%1$s', '%1$s', '%1$s', '0 6 * * *', 'UTC', true, 'ALL', now(), 'o', now());
                    INSERT INTO due_date VALUES ('%1$s', '%1$s', '2026-01-01', 'RUN', now());
                    INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, due_at,
                                     parameters, requested_at)
                    VALUES ('%1$s', 'r-%1$s', '%1$s', 0, 'STOPPED', 'SCHEDULE', 'o', '2026-01-01', '2026-01-01', '{}', now())""".formatted(id));
        }
        return id;
    }
}
