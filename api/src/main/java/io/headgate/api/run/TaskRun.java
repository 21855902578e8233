package io.headgate.api.run;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One component in one run. */
@Entity
class TaskRun {

    @Id
    private UUID id;

    private UUID tenantId;
    private String runId;
    private int n;
    private String componentKey;

    @Enumerated(EnumType.STRING)
    private TaskState state;

    private String settings;
    private @Nullable String conditionValues;
    private @Nullable String result;
    private @Nullable ComponentError error;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable String workHash;
    private @Nullable String reusedFrom;
    private @Nullable Mark mark;

    protected TaskRun() {}

    TaskRun(
            UUID tenantId,
            String runId,
            int n,
            String componentKey,
            String settings,
            @Nullable String conditionValues) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.runId = runId;
        this.n = n;
        this.componentKey = componentKey;
        this.state = TaskState.NONE;
        this.settings = settings;
        this.conditionValues = conditionValues;
    }

    /** Its turn has come; the hash tells its work from other work. */
    void isToDo(String workHash) {
        requireOpen();
        this.workHash = workHash;
    }

    /** The same work has been done in an earlier run, whose result it takes over. */
    void reused(TaskRun earlier, Instant now) {
        end(TaskState.SUCCEEDED, now);
        this.result = earlier.result;
        this.reusedFrom = earlier.reusedFrom == null ? earlier.runId : earlier.reusedFrom;
    }

    void queued() {
        requireOpen();
        this.state = TaskState.QUEUED;
    }

    void submitting() {
        requireOpen();
        this.state = TaskState.SUBMITTING;
    }

    void pending() {
        requireOpen();
        this.state = TaskState.PENDING;
    }

    void running(Instant since) {
        requireOpen();
        this.state = TaskState.RUNNING;
        if (startedAt == null) {
            this.startedAt = since;
        }
    }

    void succeeded(String result, Instant now) {
        end(TaskState.SUCCEEDED, now);
        this.result = result;
    }

    void failed(@Nullable String result, ComponentError error, Instant now) {
        end(TaskState.FAILED, now);
        this.result = result;
        this.error = error;
    }

    void stopped(Instant now) {
        end(TaskState.STOPPED, now);
    }

    void skipped(ComponentError why, Instant now) {
        end(TaskState.SKIPPED, now);
        this.error = why;
    }

    /** It is not to run in this run, for a reason that is no failure. */
    void leftOut(ComponentError why, Instant now) {
        end(TaskState.LEFT_OUT, now);
        this.error = why;
    }

    void passed(Instant now) {
        end(TaskState.PASSED, now);
    }

    /** An engineer has said in the run that is repeated what it is to be taken for. */
    void passed(Mark mark, Instant now) {
        passed(now);
        this.mark = mark;
    }

    /** Says what a repetition is to take it for; null takes that back. */
    void mark(@Nullable Mark mark) {
        if (!canBeMarked()) {
            throw new IllegalStateException("the component " + componentKey + " cannot be marked: " + state);
        }
        this.mark = mark;
    }

    /** Whether it has ended otherwise than well. */
    boolean canBeMarked() {
        return state.isTerminal() && !state.isGood();
    }

    private void end(TaskState end, Instant now) {
        requireOpen();
        this.state = end;
        this.endedAt = now;
    }

    private void requireOpen() {
        if (state.isTerminal()) {
            throw new IllegalStateException("the component " + componentKey + " has ended already: " + state);
        }
    }

    UUID id() {
        return id;
    }

    String runId() {
        return runId;
    }

    int n() {
        return n;
    }

    String componentKey() {
        return componentKey;
    }

    TaskState state() {
        return state;
    }

    String settings() {
        return settings;
    }

    /** What its condition sees of the run's own values, as JSON; null without a condition. */
    @Nullable
    String conditionValues() {
        return conditionValues;
    }

    @Nullable
    String result() {
        return result;
    }

    @Nullable
    ComponentError error() {
        return error;
    }

    @Nullable
    String workHash() {
        return workHash;
    }

    /** The run that did the work; null when it was done in this one. */
    @Nullable
    String reusedFrom() {
        return reusedFrom;
    }

    /** What an engineer has said about it; null for nothing. */
    @Nullable
    Mark mark() {
        return mark;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }
}
