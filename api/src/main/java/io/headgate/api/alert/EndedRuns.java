package io.headgate.api.alert;

import io.headgate.api.run.FailedRun;
import io.headgate.api.run.FailedRuns;
import io.headgate.api.run.RunEnded;
import io.headgate.api.run.RunState;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks at each run that has ended. The end itself only leaves a note in the queue: alerts hold up no run. */
@Component
class EndedRuns implements WorkHandler {

    /** Kind of the work: a run that has ended, by its id. */
    static final String KIND = "alert-run";

    private final FailedRuns runs;
    private final Incidents incidents;
    private final OutOfUse outOfUse;
    private final WorkQueue work;

    EndedRuns(FailedRuns runs, Incidents incidents, OutOfUse outOfUse, WorkQueue work) {
        this.runs = runs;
        this.incidents = incidents;
        this.outOfUse = outOfUse;
        this.work = work;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** In the transaction that ends the run, so that no end is missed. */
    @EventListener
    void note(RunEnded ended) {
        work.put(ended.tenantId(), KIND, ended.runId());
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        Optional<FailedRun> found = runs.find(id);
        found.ifPresent(run -> {
            incidents.recover(tenantId, run, run.state() == RunState.SUCCEEDED);
            if (run.state() == RunState.FAILED) {
                incidents.record(tenantId, Cause.of(run, "run.failed"), Incidents.Subject.of(AlertKind.FAILED, run));
                outOfUse.lookAt(tenantId, run);
            }
        });
        return Next.done();
    }
}
