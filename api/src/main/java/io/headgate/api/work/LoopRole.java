package io.headgate.api.work;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one role that sees across tenants: the queue of work and the line for an environment's places, which hold ids, times and
 * limits. What they are about can only be read with a tenant bound, by the other role.
 */
@Component
public class LoopRole {

    /** How the role reaches the database. */
    @ConfigurationProperties("headgate.loop-database")
    record Settings(String url, String username, String password) {}

    private final HikariDataSource source;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    LoopRole(Settings settings) {
        this.source = new HikariDataSource();
        source.setJdbcUrl(settings.url());
        source.setUsername(settings.username());
        source.setPassword(settings.password());
        source.setMaximumPoolSize(3);
        source.setConnectionTimeout(5000);
        source.setPoolName("loop");
        source.setInitializationFailTimeout(-1);
        this.jdbc = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    /** Single statements, each a transaction of its own. */
    JdbcClient jdbc() {
        return jdbc;
    }

    /** Does something in one transaction of this role, whatever transaction the caller is in. */
    public <T extends @Nullable Object> T inTransaction(Function<JdbcClient, T> action) {
        return transactions.execute(status -> action.apply(jdbc));
    }

    @PreDestroy
    void close() {
        source.close();
    }
}
