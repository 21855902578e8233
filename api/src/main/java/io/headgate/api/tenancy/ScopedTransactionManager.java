package io.headgate.api.tenancy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.PreparedStatement;
import java.util.Objects;
import org.hibernate.Session;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Binds the thread's {@link Scope} to each transaction, for row-level security to read. */
class ScopedTransactionManager extends JpaTransactionManager {

    private static final long serialVersionUID = 1L;
    private static final String BIND =
            "SELECT set_config('headgate.tenant', ?, true), set_config('headgate.user', ?, true), set_config('headgate.platform', ?, true)";

    ScopedTransactionManager(EntityManagerFactory factory) {
        super(factory);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        EntityManagerHolder holder = (EntityManagerHolder)
                Objects.requireNonNull(TransactionSynchronizationManager.getResource(obtainEntityManagerFactory()));
        try {
            bind(holder.getEntityManager());
        } catch (RuntimeException e) {
            // The first statement is the one that meets a dead connection: neither it nor the thread may keep the
            // other.
            giveUp(transaction, holder.getEntityManager());
            throw new CannotCreateTransactionException("The transaction could not be bound to its tenant", e);
        }
    }

    private static void bind(EntityManager entities) {
        entities.unwrap(Session.class).doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BIND)) {
                statement.setString(1, Scope.tenantSetting());
                statement.setString(2, Scope.userSetting());
                statement.setString(3, Scope.platformSetting());
                statement.execute();
            }
        });
    }

    private void giveUp(Object transaction, EntityManager entities) {
        try {
            entities.getTransaction().rollback();
        } catch (RuntimeException e) {
            logger.debug("A transaction that could not begin could not be rolled back either", e);
        } finally {
            doCleanupAfterCompletion(transaction);
        }
    }
}
