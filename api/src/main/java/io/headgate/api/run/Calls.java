package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.Publications;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.WorkQueue;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.validation.SettingsCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Enters the runs that components call. Always called with the caller's row locked; the called run and the component that waits
 * for it are committed together.
 */
@org.springframework.stereotype.Component
class Calls {

    /** Most runs that call one another in a row. */
    static final int DEPTH = 8;

    /** Nothing is missed without it: the end of a called run wakes its caller. */
    static final Duration SAFETY = Duration.ofSeconds(15);

    /** What a called run is to be besides what its component says. */
    private record Wish(
            int attempt, @Nullable Run repeats, @Nullable Instant notBefore) {}

    private final RunRepository repository;
    private final Runs runs;
    private final RunTerms terms;
    private final Processes processes;
    private final Tenants tenants;
    private final ComponentTypes types;
    private final WorkQueue work;
    private final JsonMapper json;
    private final Clock clock;

    Calls(
            RunRepository repository,
            Runs runs,
            RunTerms terms,
            Processes processes,
            Tenants tenants,
            ComponentTypes types,
            WorkQueue work,
            JsonMapper json,
            Clock clock) {
        this.repository = repository;
        this.runs = runs;
        this.terms = terms;
        this.processes = processes;
        this.tenants = tenants;
        this.types = types;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    /** Whether a component calls a run instead of making a step. */
    boolean isCall(Component component) {
        return types.resolve(component.type(), component.version())
                .filter(type -> type.kind() == ComponentType.Kind.PROCESS)
                .isPresent();
    }

    /** What a component calls, with the values of the run. */
    SettingsCall of(Component component, TaskRun task) {
        return types.resolve(component.type(), component.version())
                .flatMap(type -> SettingsCall.of(type, json.readTree(task.settings())))
                .orElseThrow();
    }

    /**
     * The turn of a component has come: it calls its run and waits, or has failed and says why.
     *
     * @param earlier the same component in a run that is repeated, if what it called there is to go on; else empty
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Run caller, Component component, TaskRun task, Optional<TaskRun> earlier) {
        Run repeats = earlier.flatMap(before -> repository.calledBy(before.runId(), before.componentKey()).stream()
                        .findFirst())
                .orElse(null);
        enter(caller, component, task, new Wish(1, repeats, null));
    }

    /** The run that a component called has failed: it calls another one that does what has not succeeded, after a delay. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void again(Run caller, Component component, TaskRun task, Run failed, Duration delay) {
        int next = Objects.requireNonNull(failed.calledFrom()).attempt() + 1;
        enter(
                caller,
                component,
                task,
                new Wish(next, failed, delay.isZero() ? null : clock.instant().plus(delay)));
    }

    private void enter(Run caller, Component component, TaskRun task, Wish wish) {
        SettingsCall call = of(component, task);
        Optional<ProcessView> process = processes.find(caller.tenantId(), call.process());
        Optional<ComponentError> refusal =
                process.isEmpty() ? Optional.of(CallErrors.unknown(call.process())) : whyNot(caller, process.get());
        if (refusal.isPresent()) {
            task.failed(null, refusal.get(), clock.instant());
            return;
        }
        try {
            enter(caller, task, process.get(), call, wish);
            task.running(clock.instant());
        } catch (ProblemException problem) {
            task.failed(null, CallErrors.refused(process.get(), problem), clock.instant());
        }
    }

    /** The terms are read before anything is written, so that a refusal leaves nothing behind. */
    private void enter(Run caller, TaskRun task, ProcessView process, SettingsCall call, Wish wish) {
        UUID tenantId = caller.tenantId();
        terms.checkWaiting(tenantId);
        Publications.Published newest = terms.newest(process.id(), caller.stageId());
        ObjectNode values = terms.fitted(newest, call.parameters());
        terms.checkParameters(newest, values);
        Run repeats = wish.repeats();
        Run called = runs.enter(
                tenantId,
                process,
                newest.number(),
                RunOrder.called(
                        caller,
                        new CallSite(caller.id(), task.componentKey(), wish.attempt()),
                        "called by " + processes.byId(caller.processId()).key(),
                        json.writeValueAsString(values),
                        repeats == null || !repeats.processId().equals(process.id())
                                ? null
                                : new Repeat(repeats.id(), Repeat.Scope.FAILED, null, null),
                        wish.notBefore()));
        work.put(tenantId, CallWork.KIND, called.id(), clock.instant().plus(SAFETY));
    }

    private Optional<ComponentError> whyNot(Run caller, ProcessView process) {
        if (process.archivedAt() != null) {
            return Optional.of(CallErrors.archived(process));
        }
        if (tenants.get(caller.tenantId()).suspended()) {
            return Optional.of(CallErrors.SUSPENDED);
        }
        List<UUID> callers = repository.processesOfCallers(caller.id(), DEPTH + 1);
        if (callers.contains(process.id())) {
            return Optional.of(CallErrors.circle(
                    process,
                    callers.reversed().stream()
                            .map(id -> processes.byId(id).key())
                            .collect(Collectors.joining(" → "))));
        }
        return callers.size() >= DEPTH ? Optional.of(CallErrors.tooDeep(process, DEPTH)) : Optional.empty();
    }
}
