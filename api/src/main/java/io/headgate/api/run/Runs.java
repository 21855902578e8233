package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessArchived;
import io.headgate.api.process.ProcessResumed;
import io.headgate.api.process.ProcessUse;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.PublicationUse;
import io.headgate.api.publication.PublicationWentLive;
import io.headgate.api.publication.Publications;
import io.headgate.api.schedule.DateCameDue;
import io.headgate.api.stage.Stages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asking for runs and stopping them. */
@Service
public class Runs implements PublicationUse, ProcessUse {

    private static final Trouble ARCHIVED = new Trouble(
            "run.process-archived",
            "The process was archived before this run's turn came.",
            "Take the process out of the archive, publish it and run it again.");

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final Processes processes;
    private final Stages stages;
    private final RunTerms terms;
    private final Settling settling;
    private final RunJournal journal;
    private final JsonMapper json;
    private final Clock clock;

    Runs(
            RunRepository runs,
            TaskRunRepository tasks,
            AttemptRepository attempts,
            Processes processes,
            Stages stages,
            RunTerms terms,
            Settling settling,
            RunJournal journal,
            JsonMapper json,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.processes = processes;
        this.stages = stages;
        this.terms = terms;
        this.settling = settling;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /** Asks for a run on the default stage. */
    @Transactional
    Run request(
            UUID tenantId, String key, String actor, @Nullable LocalDate businessDate, @Nullable JsonNode parameters) {
        return request(tenantId, key, actor, businessDate, parameters, null);
    }

    /**
     * Asks for a run of the newest publication on a stage, or of a later one if there is one when its turn comes.
     *
     * @param stageKey null for the default one
     */
    @Transactional
    Run request(
            UUID tenantId,
            String key,
            String actor,
            @Nullable LocalDate businessDate,
            @Nullable JsonNode parameters,
            @Nullable String stageKey) {
        ProcessView process = processes.get(tenantId, key);
        process.requireInUse();
        terms.checkWaiting(tenantId);
        UUID stage = stages.hold(tenantId, stageKey).id();
        Publications.Published newest = terms.newest(process.id(), stage);
        JsonNode given = parameters == null ? json.createObjectNode() : parameters;
        terms.checkParameters(newest, given);
        LocalDate date = businessDate == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : businessDate;
        RunOrder order = new RunOrder(stage, RunOrigin.MANUAL, actor, date, null, json.writeValueAsString(given));
        return enter(tenantId, process, newest.number(), order);
    }

    /** A date of the ledger becomes a run, in the transaction that wrote the date. */
    @EventListener
    void enterDueDate(DateCameDue due) {
        enterUnattended(
                due.tenantId(),
                due.processId(),
                RunOrder.due(due.stageId(), "schedule", due.businessDate(), due.dueAt(), due.notBefore()));
    }

    /** Lets a run wait that nobody asked for by hand, also while the process is not published. */
    Run enterUnattended(UUID tenantId, UUID processId, RunOrder order) {
        return enter(tenantId, processes.byId(processId), terms.newestNumber(processId, order.stageId()), order);
    }

    /** Asks for the run that follows the success of another process's run, on that run's stage; its id. */
    @Transactional
    public String requestAfter(
            UUID tenantId, UUID processId, UUID stageId, String upstreamRun, String actor, LocalDate businessDate) {
        return enterUnattended(tenantId, processId, RunOrder.after(stageId, upstreamRun, actor, businessDate))
                .id();
    }

    /**
     * Asks for the run that follows the arrival of files, which waits also while the process is not published; its id.
     *
     * @param parameters an object of texts; whether they fit is said by {@link #checkRequest} before
     * @param causedBy a run that wrote the files; null if none did
     */
    @Transactional
    public String requestForArrival(
            UUID tenantId,
            UUID processId,
            UUID stageId,
            String actor,
            LocalDate businessDate,
            JsonNode parameters,
            @Nullable String causedBy) {
        return enterUnattended(
                        tenantId,
                        processId,
                        RunOrder.arrived(stageId, actor, businessDate, json.writeValueAsString(parameters), causedBy))
                .id();
    }

    @EventListener
    void admitOn(PublicationWentLive live) {
        journal.wakeAdmission(live.tenantId(), live.processId());
    }

    @EventListener
    void admitOn(ProcessResumed resumed) {
        journal.wakeAdmission(resumed.tenantId(), resumed.processId());
    }

    /** What still waits when a process is archived will never start. */
    @EventListener
    void stopWaitingOn(ProcessArchived archived) {
        for (List<String> waiting = runs.waitingIds(archived.processId());
                !waiting.isEmpty();
                waiting = runs.waitingIds(archived.processId())) {
            waiting.stream()
                    .map(id -> runs.lock(id).orElseThrow())
                    .filter(run -> run.state() == RunState.WAITING)
                    .forEach(run -> settling.end(run, RunState.STOPPED, ARCHIVED));
        }
    }

    /** Stops a run: nothing of it starts any more, and what is under way is cancelled. */
    @Transactional
    public void stop(UUID tenantId, String runId, String actor) {
        Run run = runs.lock(runId).orElseThrow(Runs::unknown);
        if (run.state() == RunState.STOPPING) {
            return;
        }
        if (!run.canBeStopped()) {
            throw ProblemException.conflict("run.over", "The run has ended already: " + run.state() + ".");
        }
        run.stop(actor, clock.instant());
        runs.save(run);
        stopTasks(run);
        journal.stopped(run, actor);
        settling.settleIfOver(run);
    }

    /** Stops a run, or does nothing if it has ended meanwhile. */
    @Transactional
    public void stopIfOpen(UUID tenantId, String runId, String actor) {
        if (runs.lock(runId).filter(Run::canBeStopped).isPresent()) {
            stop(tenantId, runId, actor);
        }
    }

    /** Refuses what {@link #requestForBackfill} could not run: never published, or values that do not fit. */
    @Transactional(readOnly = true)
    public void checkRequest(ProcessView process, UUID stageId, @Nullable JsonNode parameters) {
        process.requireInUse();
        terms.checkParameters(
                terms.newest(process.id(), stageId), parameters == null ? json.createObjectNode() : parameters);
    }

    /** Asks for the run of one date of a backfill; its id. */
    @Transactional
    public String requestForBackfill(
            UUID tenantId, UUID processId, UUID stageId, String actor, LocalDate businessDate, JsonNode parameters) {
        ProcessView process = processes.byId(processId);
        RunOrder order = new RunOrder(
                stageId, RunOrigin.BACKFILL, actor, businessDate, null, json.writeValueAsString(parameters));
        return enter(tenantId, process, terms.newest(processId, stageId).number(), order)
                .id();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean hasUnsettledRuns(UUID publicationId) {
        return runs.existsByPublicationIdAndStateIn(publicationId, Admission.UNDER_WAY);
    }

    @Override
    @Transactional(readOnly = true)
    public OpenRuns openRuns(UUID processId) {
        return new OpenRuns(
                runs.countByProcessIdAndStateIn(processId, Admission.UNDER_WAY),
                runs.countByProcessIdAndStateIn(processId, EnumSet.of(RunState.WAITING)));
    }

    /** Lets a run wait for its turn. */
    Run enter(UUID tenantId, ProcessView process, int minPublication, RunOrder order) {
        Run run = runs.save(new Run(tenantId, process.id(), minPublication, order, clock.instant()));
        journal.requested(run, process);
        return run;
    }

    private void stopTasks(Run run) {
        for (Attempt attempt : attempts.findByRunIdOrderByQueuedAt(run.id())) {
            if (attempt.state() == AttemptState.QUEUED) {
                attempt.end(AttemptState.CANCELLED, clock.instant());
            } else if (!attempt.state().isTerminal()) {
                attempt.requestCancel();
            }
            attempts.save(attempt);
        }
        for (TaskRun task : tasks.findByRunIdOrderByN(run.id())) {
            if (task.state() == TaskState.NONE || task.state() == TaskState.QUEUED) {
                task.stopped(clock.instant());
                tasks.save(task);
            }
        }
    }

    static ProblemException unknown() {
        return ProblemException.notFound("run.unknown", "There is no such run.");
    }
}
