package io.headgate.api.retention;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.run.RunRemoval;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of an export that are transactions: to choose runs, and to remove them when they are in the tenant's account. The
 * file is written between the two, outside of any.
 */
@Service
class ExportSteps {

    private final Retentions retentions;
    private final DueRuns due;
    private final Exports exports;
    private final HistoryFiles files;
    private final RunRemoval runs;
    private final AuditTrail audit;
    private final RetentionSettings settings;
    private final Clock clock;

    ExportSteps(
            Retentions retentions,
            DueRuns due,
            Exports exports,
            HistoryFiles files,
            RunRemoval runs,
            AuditTrail audit,
            RetentionSettings settings,
            Clock clock) {
        this.retentions = retentions;
        this.due = due;
        this.exports = exports;
        this.files = files;
        this.runs = runs;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** The export to go on with: the one that was begun, with what of it may still leave, or a new one; empty if nothing is due. */
    @Transactional
    public Optional<Export> next(UUID tenantId, UUID stageId) {
        Optional<Instant> line = retentions.line();
        Optional<Export> begun = exports.lockOpen(stageId);
        if (begun.isPresent() && !isWhole(tenantId, begun.get(), line)) {
            begun = exports.lockOpen(stageId);
        }
        if (begun.isPresent() || line.isEmpty()) {
            return begun;
        }
        Batch batch = Batch.of(due.oldest(tenantId, stageId, line.get(), settings.batch()), settings.batchBytes());
        if (batch.runs().isEmpty()) {
            return Optional.empty();
        }
        exports.choose(tenantId, stageId, batch, clock.instant());
        return exports.lockOpen(stageId);
    }

    /**
     * Removes the runs of an export whose file is written, if the file still says all there is to say of them and nobody needs one
     * of them since. Else nothing is removed, and the export goes on with what may leave.
     */
    @Transactional
    public void remove(UUID tenantId, Export written, UUID accountId, HistoryFile file) {
        Optional<Export> open = exports.lockOpen(written.stageId()).filter(written::equals);
        if (open.isEmpty()) {
            return;
        }
        // From here on nobody can repeat a run, mark a component or stop a run anew: what is asked next holds until the
        // end.
        runs.lock(written.runs());
        if (!isWhole(tenantId, written, retentions.line())
                || !files.of(written).sha256().equals(file.sha256())) {
            return;
        }
        Instant now = clock.instant();
        runs.remove(written.runs(), now, file.name());
        exports.done(written.id(), accountId, file, now);
        audit.record(
                tenantId,
                "headgate",
                "retention.remove",
                file.name(),
                written.runs().size() + " runs");
    }

    /** Whether all runs of an export may leave; those that may not are taken out of it. */
    private boolean isWhole(UUID tenantId, Export export, Optional<Instant> line) {
        List<DueRuns.Candidate> left = line.map(before -> due.among(tenantId, export.stageId(), before, export.runs()))
                .orElse(List.of());
        if (left.size() == export.runs().size()) {
            return true;
        }
        exports.keepOnly(export.id(), new Batch(left));
        return false;
    }
}
