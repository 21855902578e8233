package io.headgate.api.process;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.live.Events;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.dag.definition.CanonicalDefinition;
import io.headgate.dag.definition.ProcessDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The processes of the bound tenant, their drafts and versions. */
@Service
public class Processes {

    /** A draft as it stands, with what would keep it from being published. */
    record Draft(ProcessDefinition definition, String etag, List<FieldProblem> problems) {}

    private final ProcessRepository processes;
    private final ProcessVersionRepository versions;
    private final VersionCalls calls;
    private final Definitions definitions;
    private final AuditTrail audit;
    private final Events live;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Processes(
            ProcessRepository processes,
            ProcessVersionRepository versions,
            VersionCalls calls,
            Definitions definitions,
            AuditTrail audit,
            Events live,
            ApplicationEventPublisher events,
            Clock clock) {
        this.processes = processes;
        this.versions = versions;
        this.calls = calls;
        this.definitions = definitions;
        this.audit = audit;
        this.live = live;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public ProcessView create(UUID tenantId, String actor, ProcessDefinition definition) {
        if (!definition.key().matches("[a-z][a-z0-9-]{0,62}")) {
            throw ProblemException.invalid(
                    "process.invalid",
                    "The process cannot be created like this.",
                    List.of(new FieldProblem(
                            "key.bad",
                            "/key",
                            "A key is made of small letters, digits and hyphens, and begins with a letter.",
                            "For instance flight-delays.")));
        }
        if (processes.findByTenantIdAndKey(tenantId, definition.key()).isPresent()) {
            throw ProblemException.conflict(
                    "process.key-taken", "There is a process '" + definition.key() + "' already; choose another key.");
        }
        audit.record(tenantId, actor, "process.create", definition.key(), definition.name());
        return save(new Process(
                tenantId, definition.key(), definition.name(), actor, definitions.write(definition), clock.instant()));
    }

    @Transactional(readOnly = true)
    public ProcessView get(UUID tenantId, String key) {
        return process(tenantId, key).view();
    }

    /** The process with a key, archived or not. */
    @Transactional(readOnly = true)
    public Optional<ProcessView> find(UUID tenantId, String key) {
        return processes.findByTenantIdAndKey(tenantId, key).map(Process::view);
    }

    @Transactional(readOnly = true)
    public ProcessView byId(UUID processId) {
        return processes.findById(processId).orElseThrow(Processes::unknown).view();
    }

    /** Finds a process that is in use by its key and locks it until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ProcessView lockInUse(UUID tenantId, String key) {
        return inUse(tenantId, key).view();
    }

    /** Locks the process until the transaction ends: publishing, admission and going live take turns by it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ProcessView lock(UUID processId) {
        return processes.lock(processId).orElseThrow(Processes::unknown).view();
    }

    @Transactional(readOnly = true)
    Draft draft(UUID tenantId, String key) {
        Process process = process(tenantId, key);
        ProcessDefinition definition = definitions.stored(process.draft());
        return new Draft(definition, process.draftEtag(), definitions.problems(tenantId, definition));
    }

    /**
     * Saves a draft; it may be faulty.
     *
     * @param expected the ETag that the author began with; null to save whatever stands there
     */
    @Transactional
    Draft saveDraft(UUID tenantId, String key, String actor, ProcessDefinition definition, @Nullable String expected) {
        Process process = inUse(tenantId, key);
        refuseIfChanged(
                process.draftEtag(),
                expected,
                "Somebody else has saved this draft meanwhile. Load it again, then decide whose changes stay.");
        if (!definition.key().equals(process.key())) {
            throw ProblemException.invalid(
                    "draft.key-differs",
                    "The key of a process cannot be changed.",
                    List.of(new FieldProblem(
                            "key.differs", "/key", "The key must stay '" + process.key() + "'.", null)));
        }
        replaceDraft(tenantId, process, definition.name(), definitions.write(definition), actor);
        return new Draft(definition, process.draftEtag(), definitions.problems(tenantId, definition));
    }

    /** Puts another draft in the place of the one that stands there, and tells whoever has that one open. */
    void replaceDraft(UUID tenantId, Process process, String name, CanonicalDefinition written, String actor) {
        String before = process.draftEtag();
        process.saveDraft(name, written, actor, clock.instant());
        processes.save(process);
        if (!before.equals(process.draftEtag())) {
            live.record(
                    tenantId,
                    "draft.saved",
                    Map.of("process", process.key(), "etag", process.draftEtag(), "by", actor));
        }
    }

    /**
     * Changes what is given.
     *
     * @param name the name that people see; the key stays
     */
    @Transactional
    ProcessView change(
            UUID tenantId,
            String key,
            String actor,
            @Nullable String name,
            @Nullable Boolean paused,
            @Nullable Integer concurrency,
            @Nullable Priority priority) {
        Process process = inUse(tenantId, key);
        if (name != null && !name.strip().equals(process.name())) {
            ProcessDefinition renamed =
                    definitions.named(definitions.stored(process.draft()), process.key(), name.strip());
            audit.record(tenantId, actor, "process.rename", key, process.name() + " → " + renamed.name());
            replaceDraft(tenantId, process, renamed.name(), definitions.write(renamed), actor);
        }
        if (paused != null && paused != process.view().paused()) {
            process.pause(paused);
            audit.record(tenantId, actor, paused ? "process.pause" : "process.resume", key, "");
        }
        if (concurrency != null && concurrency != process.view().concurrency()) {
            process.limitConcurrency(concurrency);
            audit.record(tenantId, actor, "process.concurrency", key, String.valueOf(concurrency));
        }
        if (priority != null && priority != process.view().priority()) {
            process.prioritise(priority);
            audit.record(tenantId, actor, "process.priority", key, priority.name());
        }
        events.publishEvent(new ProcessResumed(tenantId, process.id()));
        return save(process);
    }

    /** Makes a version of the draft, whatever stands there. */
    @Transactional
    public VersionView makeVersion(UUID tenantId, String key, String actor, String note) {
        return makeVersion(tenantId, key, actor, note, null);
    }

    /** Makes a version of the draft as it has to be on the default stage. */
    @Transactional
    public VersionView makeVersion(UUID tenantId, String key, String actor, String note, @Nullable String expected) {
        return makeVersion(tenantId, key, actor, note, expected, null);
    }

    /**
     * Makes a version of the draft, or answers the newest one if the draft is just that. A faulty draft is refused.
     *
     * @param expected the ETag of the draft that the author has seen; null for whatever stands there
     * @param stageId the stage whose locations it has to fit; null for the default one
     */
    @Transactional
    public VersionView makeVersion(
            UUID tenantId, String key, String actor, String note, @Nullable String expected, @Nullable UUID stageId) {
        Process process = inUse(tenantId, key);
        refuseIfChanged(
                process.draftEtag(),
                expected,
                "Somebody else has saved this draft since you last saw it. Look at it first, then publish it.");
        ProcessDefinition draft = definitions.stored(process.draft());
        refuseFaulty(
                "The process",
                stageId == null ? definitions.problems(tenantId, draft) : definitions.problemsOn(stageId, draft));
        CanonicalDefinition pinned = definitions.write(definitions.pinned(draft));
        Optional<ProcessVersion> newest = versions.findFirstByProcessIdOrderByNumberDesc(process.id());
        if (newest.isPresent() && newest.get().sha256().equals(pinned.sha256())) {
            return newest.get().view();
        }
        int number = newest.map(version -> version.view().number() + 1).orElse(1);
        audit.record(tenantId, actor, "process.version", key, String.valueOf(number));
        ProcessVersion version =
                versions.save(new ProcessVersion(tenantId, process.id(), number, pinned, actor, note, clock.instant()));
        calls.keep(tenantId, version.view().id(), definitions.calls(draft));
        return version.view();
    }

    @Transactional(readOnly = true)
    public VersionView version(UUID tenantId, String key, int number) {
        return numbered(tenantId, key, number).view();
    }

    /** A version that can be published as it is: a location that it needs may be gone since it was made. */
    @Transactional(readOnly = true)
    public VersionView publishable(UUID tenantId, String key, int number) {
        ProcessVersion version = numbered(tenantId, key, number);
        refuseFaulty("Version " + number, definitions.problems(tenantId, definitions.stored(version.definition())));
        return version.view();
    }

    /** What keeps a version from running on a stage, its locations included. */
    @Transactional(readOnly = true)
    public List<FieldProblem> problemsOn(UUID stageId, UUID versionId) {
        return definitions.problemsOn(stageId, definition(versionId));
    }

    ProcessVersion numbered(UUID tenantId, String key, int number) {
        return versions.findByProcessIdAndNumber(process(tenantId, key).id(), number)
                .orElseThrow(() -> ProblemException.notFound("version.unknown", "There is no version " + number + "."));
    }

    @Transactional(readOnly = true)
    public VersionView versionById(UUID versionId) {
        return versions.findById(versionId).orElseThrow().view();
    }

    /** The definition of a version. */
    @Transactional(readOnly = true)
    public ProcessDefinition definition(UUID versionId) {
        return definitions.stored(versions.findById(versionId).orElseThrow().definition());
    }

    /** Refuses what was asked for with another draft in mind than the one that is saved. */
    static void refuseIfChanged(String etag, @Nullable String expected, String sentence) {
        if (expected != null && !expected.equals(etag)) {
            throw new ProblemException(HttpStatus.PRECONDITION_FAILED, "draft.changed", sentence);
        }
    }

    /** The process, locked until the transaction ends. */
    Process locked(UUID tenantId, String key) {
        return processes.idOf(tenantId, key).flatMap(processes::lock).orElseThrow(Processes::unknown);
    }

    /** The process, locked until the transaction ends; refused while it is archived. */
    Process inUse(UUID tenantId, String key) {
        Process process = locked(tenantId, key);
        process.view().requireInUse();
        return process;
    }

    ProcessView save(Process process) {
        return processes.save(process).view();
    }

    private static void refuseFaulty(String what, List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "process.invalid",
                    what + " has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                            + " and cannot be published yet.",
                    problems);
        }
    }

    Process process(UUID tenantId, String key) {
        return processes.findByTenantIdAndKey(tenantId, key).orElseThrow(Processes::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("process.unknown", "There is no such process.");
    }
}
