package io.headgate.api;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** A schema of its own at an earlier version, which a test fills and then upgrades. */
public final class UpgradedSchema implements AutoCloseable {

    private final String name;

    /** Begins with the tables of a version. */
    public UpgradedSchema(String name, String version) throws SQLException {
        this.name = name;
        upgrade(version);
        owner("GRANT USAGE ON SCHEMA " + name + " TO headgate_app");
    }

    public void upgrade(String version) throws SQLException {
        Flyway.configure()
                .dataSource(TestDatabase.get().url(), "headgate_owner", "test-password")
                .locations("classpath:db/migration")
                .schemas(name)
                .target(version)
                .load()
                .migrate();
        owner("GRANT ALL ON ALL TABLES IN SCHEMA " + name + " TO headgate_app");
    }

    /** The application with a tenant bound. */
    public Connection app(UUID tenant) throws SQLException {
        Connection app = TestDatabase.get().connect("headgate_app");
        execute(app, "SET search_path = " + name);
        execute(app, "SET headgate.tenant = '" + tenant + "'");
        return app;
    }

    /** Executes statements that end with a semicolon and a line break each. */
    public static void execute(Connection connection, String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements.split(";\n")) {
                statement.execute(each);
            }
        }
    }

    /** The first column. */
    public static List<String> strings(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() throws SQLException {
        owner("DROP SCHEMA IF EXISTS " + name + " CASCADE");
    }

    private static void owner(String statement) throws SQLException {
        try (Connection owner = TestDatabase.get().connect("headgate_owner")) {
            execute(owner, statement);
        }
    }
}
