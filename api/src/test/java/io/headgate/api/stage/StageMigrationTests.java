package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was there before there were stages is on its tenant's default stage afterwards. */
class StageMigrationTests {

    private static final String SCHEMA = "upgraded";

    @AfterEach
    void remove() throws SQLException {
        owner("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
    }

    @Test
    void whatATenantHadComesOntoItsDefaultStage() throws SQLException {
        migrateTo("7");
        owner("GRANT USAGE ON SCHEMA " + SCHEMA + " TO headgate_app");
        owner("GRANT ALL ON ALL TABLES IN SCHEMA " + SCHEMA + " TO headgate_app");
        UUID first = tenant();
        UUID second = tenant();

        migrateTo("8");
        owner("GRANT ALL ON ALL TABLES IN SCHEMA " + SCHEMA + " TO headgate_app");

        for (UUID tenant : List.of(first, second)) {
            try (Connection app = app(tenant)) {
                assertThat(strings(app, "SELECT key FROM stage WHERE is_default"))
                        .containsExactly("prod");
                for (String table : List.of("location", "schedule", "due_date", "run")) {
                    assertThat(strings(
                                    app,
                                    "SELECT (stage_id = (SELECT id FROM stage))::text FROM " + table
                                            + " WHERE tenant_id = '" + tenant + "'"))
                            .as(table)
                            .containsExactly("true");
                }
            }
        }
        try (Connection app = app(UUID.randomUUID())) {
            assertThat(strings(app, "SELECT key FROM stage UNION ALL SELECT key FROM tenant"))
                    .as("row-level security is in force again")
                    .isEmpty();
        }
    }

    private static UUID tenant() throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection app = app(id)) {
            for (String statement : """
                    INSERT INTO environment VALUES ('%1$s', 'e-%1$s', 'eu-central-1', 'b-%1$s', now());
                    INSERT INTO tenant VALUES ('%1$s', 't-%1$s', 'T', '%1$s', 'x-%1$s', 'c-%1$s', 'h-%1$s', false, now());
                    INSERT INTO location VALUES ('%1$s', gen_random_uuid(), 'raw', 'Raw', 'data', '', 'READ', 'PUBLIC', now());
                    INSERT INTO process VALUES ('%1$s', '%1$s', 'p', 'P', 'o', '{}', 'e', 'o', now(), false, 1, now());
                    INSERT INTO schedule VALUES ('%1$s', '%1$s', '%1$s', '0 6 * * *', 'UTC', true, 'ALL', now(), 'o', now());
                    INSERT INTO due_date VALUES ('%1$s', '%1$s', '2026-01-01', 'RUN', now());
                    INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, due_at,
                                     parameters, requested_at)
                    VALUES ('%1$s', 'r-%1$s', '%1$s', 0, 'STOPPED', 'SCHEDULE', 'o', '2026-01-01', '2026-01-01', '{}', now())""".formatted(id).split(";\n")) {
                execute(app, statement);
            }
        }
        return id;
    }

    private static void migrateTo(String version) {
        Flyway.configure()
                .dataSource(TestDatabase.get().url(), "headgate_owner", "test-password")
                .locations("classpath:db/migration")
                .schemas(SCHEMA)
                .target(version)
                .load()
                .migrate();
    }

    private static Connection app(UUID tenant) throws SQLException {
        Connection app = TestDatabase.get().connect("headgate_app");
        execute(app, "SET search_path = " + SCHEMA);
        execute(app, "SET headgate.tenant = '" + tenant + "'");
        return app;
    }

    private static void owner(String statement) throws SQLException {
        try (Connection owner = TestDatabase.get().connect("headgate_owner")) {
            execute(owner, statement);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
