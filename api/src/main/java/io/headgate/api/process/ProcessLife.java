package io.headgate.api.process;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Members;
import io.headgate.api.tenancy.Role;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a process beside its drawing: copies, tags, owners, the archive. */
@Service
class ProcessLife {

    private final Processes processes;
    private final ProcessUse use;
    private final Definitions definitions;
    private final Members members;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProcessLife(
            Processes processes,
            ProcessUse use,
            Definitions definitions,
            Members members,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.processes = processes;
        this.use = use;
        this.definitions = definitions;
        this.members = members;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Makes a process of the draft and the tags of another; it has neither versions nor a schedule, and its maker owns it. */
    @Transactional
    public ProcessView duplicate(UUID tenantId, String key, String actor, String newKey, String newName) {
        Process original = processes.process(tenantId, key);
        processes.create(
                tenantId, actor, definitions.named(definitions.stored(original.draft()), newKey, newName.strip()));
        Process copy = processes.locked(tenantId, newKey);
        copy.tag(original.tags());
        audit.record(tenantId, actor, "process.duplicate", newKey, "of " + key);
        return processes.save(copy);
    }

    /** Adds tags and removes others. */
    @Transactional
    public ProcessView tag(UUID tenantId, String key, String actor, List<String> add, List<String> remove) {
        Process process = processes.inUse(tenantId, key);
        Collection<String> tags = Tags.changed(process.tags(), add, remove);
        if (!process.tags().equals(List.copyOf(tags))) {
            process.tag(tags);
            audit.record(tenantId, actor, "process.tags", key, String.join(" ", tags));
        }
        return processes.save(process);
    }

    /** Gives the process to another member. Its owner may, and whoever is at least an engineer. */
    @Transactional
    public ProcessView transfer(CurrentTenant tenant, String key, String newOwner) {
        Process process = processes.inUse(tenant.id(), key);
        if (!process.owner().equals(tenant.actor()) && !tenant.role().covers(Role.ENGINEER)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "process.not-owner",
                    "Only its owner " + process.owner() + ", engineers and tenant admins may give this process away.");
        }
        if (!members.isMember(tenant.id(), newOwner)) {
            throw ProblemException.invalid(
                    "owner.no-member",
                    "The process cannot be given to this person.",
                    List.of(new FieldProblem(
                            "owner.no-member",
                            "/owner",
                            "Nobody of this name is a member of the tenant.",
                            "Choose a member; a tenant admin can add one.")));
        }
        if (!process.owner().equals(newOwner)) {
            audit.record(tenant.id(), tenant.actor(), "process.owner", key, process.owner() + " → " + newOwner);
            process.transfer(newOwner);
        }
        return processes.save(process);
    }

    /**
     * Puts the process into the archive: nothing of it starts any more, its schedule pauses, and its publication retires when
     * its last run has ended.
     *
     * @param letRunsEnd what is under way goes on to its end, and what waits is stopped; else open runs are a reason to refuse
     */
    @Transactional
    public ProcessView archive(UUID tenantId, String key, String actor, boolean letRunsEnd) {
        Process process = processes.locked(tenantId, key);
        if (process.isArchived()) {
            return process.view();
        }
        ProcessUse.OpenRuns open = use.openRuns(process.id());
        if (!open.isNone() && !letRunsEnd) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "process.runs-open",
                    sentence(open)
                            + " Wait for the end, or archive and let it come: what is under way ends by itself, what waits is stopped.",
                    List.of(),
                    Map.of("underWay", open.underWay(), "waiting", open.waiting()));
        }
        process.archive(actor, clock.instant());
        audit.record(tenantId, actor, "process.archive", key, open.isNone() ? "" : sentence(open));
        ProcessView archived = processes.save(process);
        events.publishEvent(new ProcessArchived(tenantId, process.id()));
        return archived;
    }

    /** Takes the process out of the archive: it is a draft with versions, to be published anew; its schedule stays paused. */
    @Transactional
    public ProcessView restoreFromArchive(UUID tenantId, String key, String actor) {
        Process process = processes.locked(tenantId, key);
        if (process.isArchived()) {
            process.restoreFromArchive();
            audit.record(tenantId, actor, "process.unarchive", key, "");
        }
        return processes.save(process);
    }

    private static String sentence(ProcessUse.OpenRuns open) {
        String underWay = open.underWay() == 1 ? "One run is under way" : open.underWay() + " runs are under way";
        String waiting = open.waiting() == 1 ? "one waits" : open.waiting() + " wait";
        return open.waiting() == 0
                ? underWay + "."
                : open.underWay() == 0 ? "Of its runs, " + waiting + "." : underWay + ", and " + waiting + ".";
    }
}
