package io.headgate.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction is bound to, from its first statement to after its end. */
@ApiTest
class ScopedTransactionTests {

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HikariDataSource pool;

    @Test
    void aConnectionThatGoesBackToThePoolIsBoundToNothing() {
        UUID tenant = UUID.randomUUID();
        Scope.ofTenant(
                tenant,
                () -> transactions.execute(
                        status -> jdbc.sql("SELECT 1").query().listOfRows()));

        assertThat(jdbc.sql("SELECT coalesce(current_setting('headgate.tenant', true), '')")
                        .query(String.class)
                        .single())
                .isEmpty();
    }

    @Test
    void aScopeWithinAScopeGivesTheOuterOneBack() {
        UUID outer = UUID.randomUUID();
        String[] seen = Scope.ofTenant(
                outer, () -> new String[] {Scope.ofPlatform(Scope::tenantSetting), Scope.tenantSetting()});

        assertThat(seen).containsExactly("", outer.toString());
        assertThat(Scope.tenantSetting()).isEmpty();
    }

    /** The first statement of a transaction is the one that binds it, so it is the one that meets a dead connection. */
    @Test
    void aDeadConnectionIsNotKeptFromThePool() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                threads.add(Thread.ofPlatform().start(this::tryOnce));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            try (Connection killer = TestDatabase.get().connect("headgate_app");
                    var statement = killer.createStatement()) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'headgate_app' AND pid <> pg_backend_pid()");
            }
            tryOnce();
            tryOnce();
        }
        Await.until("every connection is back", () -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    private void tryOnce() {
        try {
            transactions.execute(status -> jdbc.sql("SELECT 1").query().listOfRows());
        } catch (RuntimeException e) {
            // the connection was killed; what counts is where it is afterwards
        }
    }
}
