package io.headgate.api.process;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.dag.definition.CanonicalDefinition;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.diff.ProcessDiff;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with versions that are there: comparing them, and taking one up again. */
@Service
class Versions {

    /** The word for the draft where a version is asked for. */
    static final String DRAFT = "draft";

    private static final int KEPT = 20;

    /** What a version is compared with. */
    record Comparison(ProcessDiff diff, String from, String to) {}

    /**
     * A version that was taken up again.
     *
     * @param version the new version; the newest if it is just that one, and null when the draft has problems by now
     * @param kept the draft that was replaced; null when it was the same
     */
    record Restored(
            Processes.Draft draft,
            @Nullable VersionView version,
            @Nullable KeptDraftView kept) {}

    private final Processes processes;
    private final KeptDraftRepository kept;
    private final Definitions definitions;
    private final AuditTrail audit;
    private final Clock clock;

    Versions(Processes processes, KeptDraftRepository kept, Definitions definitions, AuditTrail audit, Clock clock) {
        this.processes = processes;
        this.kept = kept;
        this.definitions = definitions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Compares two versions, or a version and the draft.
     *
     * @param from number of a version, or {@link #DRAFT}
     * @param to likewise
     */
    @Transactional(readOnly = true)
    public Comparison compare(UUID tenantId, String key, String from, String to) {
        return new Comparison(ProcessDiff.between(side(tenantId, key, from), side(tenantId, key, to)), from, to);
    }

    /**
     * Takes up a version again: it becomes the draft, and a new version with a note that says so. The draft that stood there
     * is kept. A version that cannot be published any more becomes the draft only.
     *
     * @param expected the ETag of the draft that is to be replaced
     */
    @Transactional
    public Restored restore(UUID tenantId, String key, int number, String actor, String expected) {
        Process process = processes.inUse(tenantId, key);
        ProcessVersion version = processes.numbered(tenantId, key, number);
        requireUnchanged(process, expected);
        audit.record(tenantId, actor, "process.restore", key, "version " + number);
        KeptDraftView replaced =
                replaceDraft(tenantId, process, version.definition(), "Version " + number + " was restored.", actor);
        Processes.Draft draft = processes.draft(tenantId, key);
        VersionView made = draft.problems().isEmpty()
                ? processes.makeVersion(tenantId, key, actor, "Restored from version " + number)
                : null;
        return new Restored(draft, made, replaced);
    }

    /** Drafts that were replaced as a whole, the latest first. */
    @Transactional(readOnly = true)
    public List<KeptDraftView> keptDrafts(UUID tenantId, String key) {
        return kept
                .findByProcessIdOrderByKeptAtDescId(
                        processes.process(tenantId, key).id())
                .stream()
                .map(KeptDraft::view)
                .toList();
    }

    /** Puts a draft back that was replaced; the one that stands there is kept in its turn. */
    @Transactional
    public Processes.Draft recover(UUID tenantId, String key, UUID id, String actor, String expected) {
        Process process = processes.inUse(tenantId, key);
        KeptDraft wanted = kept.findById(id)
                .filter(draft -> draft.processId().equals(process.id()))
                .orElseThrow(() -> ProblemException.notFound(
                        "draft.not-kept", "This draft is not kept any more; only the latest " + KEPT + " are."));
        requireUnchanged(process, expected);
        audit.record(
                tenantId, actor, "process.recover-draft", key, wanted.view().reason());
        replaceDraft(tenantId, process, wanted.definition(), "An earlier draft was put back.", actor);
        return processes.draft(tenantId, key);
    }

    private @Nullable KeptDraftView replaceDraft(
            UUID tenantId, Process process, String definition, String reason, String actor) {
        ProcessDefinition wanted = definitions.stored(definition);
        CanonicalDefinition written = definitions.write(wanted);
        if (written.sha256().equals(process.draftEtag())) {
            return null;
        }
        KeptDraft replaced = kept.save(new KeptDraft(tenantId, process, reason, actor, clock.instant()));
        kept.findByProcessIdOrderByKeptAtDescId(process.id()).stream()
                .skip(KEPT)
                .forEach(kept::delete);
        processes.replaceDraft(tenantId, process, wanted.name(), written, actor);
        return replaced.view();
    }

    private static void requireUnchanged(Process process, String expected) {
        if (!expected.equals(process.draftEtag())) {
            throw ProblemException.conflict(
                    "draft.changed",
                    "Somebody has saved the draft meanwhile. Look at it, then decide whether it is to be replaced.");
        }
    }

    private ProcessDefinition side(UUID tenantId, String key, String side) {
        return side.equals(DRAFT)
                ? definitions.stored(processes.process(tenantId, key).draft())
                : definitions.stored(
                        processes.numbered(tenantId, key, number(side)).definition());
    }

    private static int number(String side) {
        try {
            return Integer.parseInt(side);
        } catch (NumberFormatException e) {
            throw ProblemException.notFound(
                    "version.unknown", "What is compared is the number of a version, or the word '" + DRAFT + "'.");
        }
    }
}
