package io.headgate.api.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wake-ups by PostgreSQL's NOTIFY, on one connection of its own. A signal is only a hint: after a lost connection every
 * listener is woken once, because signals may have been missed.
 */
@Component
public class DatabaseSignals implements SmartLifecycle {

    /** Something is due in the work queue. */
    public static final String WORK = "headgate_work";

    /** Events were written for the tenant whose id is the payload. */
    public static final String LIVE = "headgate_live";

    private static final Logger log = LoggerFactory.getLogger(DatabaseSignals.class);
    private static final int WAIT_MILLIS = 500;
    private static final int RECONNECT_MILLIS = 1000;

    private final DataSourceProperties database;
    private final Map<String, CopyOnWriteArrayList<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;

    DatabaseSignals(DataSourceProperties database) {
        this.database = database;
    }

    /** Calls the listener with each signal's payload, and with an empty one when signals may have been missed. */
    public void listen(String channel, Consumer<String> listener) {
        listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("database-signals").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection connection = DriverManager.getConnection(
                    database.determineUrl(), database.determineUsername(), database.determinePassword())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("LISTEN " + WORK + "; LISTEN " + LIVE);
                }
                listeners.keySet().forEach(channel -> signal(channel, ""));
                forward(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                log.warn("Signals from the database are interrupted: {}", e.getMessage());
                pause();
            }
        }
    }

    private void forward(PGConnection connection) throws SQLException {
        while (running) {
            for (PGNotification notification : connection.getNotifications(WAIT_MILLIS)) {
                signal(notification.getName(), notification.getParameter());
            }
        }
    }

    private void signal(String channel, String payload) {
        listeners.getOrDefault(channel, new CopyOnWriteArrayList<>()).forEach(listener -> listener.accept(payload));
    }

    private static void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
