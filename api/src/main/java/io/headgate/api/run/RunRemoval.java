package io.headgate.api.run;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets ended runs leave the database; which ones, and what is kept of them elsewhere, is for the caller to say. */
@Service
public class RunRemoval {

    private final RunViews views;
    private final RemovedRuns removed;
    private final JdbcClient jdbc;

    RunRemoval(RunViews views, RemovedRuns removed, JdbcClient jdbc) {
        this.views = views;
        this.removed = removed;
        this.jdbc = jdbc;
    }

    /** Runs as the API shows them, in the order of the ids. */
    @Transactional(readOnly = true)
    public List<RunView> shown(List<String> ids) {
        return views.all(ids);
    }

    /** Holds runs until the transaction ends: nobody repeats one, stops one or marks its components meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(List<String> ids) {
        jdbc.sql("SELECT 1 FROM run WHERE id = ANY (?) ORDER BY id FOR UPDATE")
                .param(ids.toArray(String[]::new))
                .query()
                .listOfRows();
    }

    /**
     * Removes runs that the caller has locked.
     *
     * @param file where it is written what they did, below the workspace
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(List<String> ids, Instant now, String file) {
        removed.remove(ids, now, file);
    }
}
