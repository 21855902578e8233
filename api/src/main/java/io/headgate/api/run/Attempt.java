package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One EMR step for one component of a run. */
@Entity
class Attempt extends ClusterStep {

    private UUID taskRunId;
    private String runId;
    private String attemptKey;

    @Column(name = "number")
    private int number;

    protected Attempt() {}

    /**
     * @param number counts the attempts of the component in the run, from 1
     * @param limit how long its step may run; null for as long as it likes
     */
    Attempt(
            UUID tenantId,
            TaskRun task,
            int number,
            ComputeTarget target,
            @Nullable Duration limit,
            Instant notBefore,
            Instant now) {
        super(UUID.randomUUID(), tenantId, target, limit, notBefore, now);
        this.taskRunId = task.id();
        this.runId = task.runId();
        this.attemptKey = task.runId() + "-" + task.n() + "-" + number;
        this.number = number;
    }

    @Override
    public String name() {
        return "headgate " + attemptKey;
    }

    UUID taskRunId() {
        return taskRunId;
    }

    String runId() {
        return runId;
    }

    String attemptKey() {
        return attemptKey;
    }

    int number() {
        return number;
    }
}
