package io.headgate.api;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for the tests, one for the whole test run: in a container where a Docker engine answers, else from the
 * embedded binaries. The roles are made by the very script that installations use.
 */
public final class TestDatabase {

    static final String PASSWORD = "test-password";

    private static final TestDatabase INSTANCE = start();

    private final String url;

    private TestDatabase(String url) {
        this.url = url;
    }

    public static TestDatabase get() {
        return INSTANCE;
    }

    public String url() {
        return url;
    }

    /** A connection as one of Headgate's own roles. */
    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url, role, PASSWORD);
    }

    private static TestDatabase start() {
        try {
            return DockerClientFactory.instance().isDockerAvailable() ? inContainer() : embedded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestDatabase inContainer() throws IOException, SQLException {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        makeRoles(container.getJdbcUrl(), container.getUsername(), container.getPassword());
        return new TestDatabase(
                "jdbc:postgresql://" + container.getHost() + ":" + container.getFirstMappedPort() + "/headgate");
    }

    private static TestDatabase embedded() throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
        makeRoles(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
        return new TestDatabase("jdbc:postgresql://localhost:" + postgres.getPort() + "/headgate");
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeRoles(String url, String user, String password) throws IOException, SQLException {
        String script;
        try (var in = TestDatabase.class.getResourceAsStream("/db/roles.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String statements = script.replaceAll("(?m)^--.*$", "").replaceAll("\\$\\{\\w+}", PASSWORD);
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String one : Arrays.stream(statements.split(";"))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList()) {
                statement.execute(one);
            }
        }
    }
}
