package io.headgate.api.retention;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import io.headgate.api.run.StepTroubles;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.connector.storage.TenantStorage;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Lets the runs of a stage leave that are due, a batch at a turn: chosen, written into the tenant's account, and only then removed. */
@Component
class ExportWork implements WorkHandler {

    /** Kind of the work: one item for each stage that has runs which are due. */
    static final String KIND = "run-export";

    private static final Trouble NO_ACCOUNT = new Trouble(
            "account.none",
            "No AWS account is registered into which ended runs could be written before they are removed.",
            "A tenant admin registers an account; then it goes on by itself.");

    private final ExportSteps steps;
    private final Exports exports;
    private final HistoryFiles files;
    private final Accounts accounts;
    private final TenantStorage storage;
    private final RetentionSettings settings;
    private final Clock clock;

    ExportWork(
            ExportSteps steps,
            Exports exports,
            HistoryFiles files,
            Accounts accounts,
            TenantStorage storage,
            RetentionSettings settings,
            Clock clock) {
        this.steps = steps;
        this.exports = exports;
        this.files = files;
        this.accounts = accounts;
        this.storage = storage;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        UUID stageId = UUID.fromString(id);
        Optional<Export> next = steps.next(tenantId, stageId);
        if (next.isEmpty()) {
            return Next.done();
        }
        Optional<ComputeTarget> target = target(tenantId, stageId);
        return target.isPresent() ? leave(tenantId, next.get(), target.get()) : putOff(next.get(), NO_ACCOUNT);
    }

    private Next leave(UUID tenantId, Export export, ComputeTarget target) {
        HistoryFile file = files.of(export);
        try {
            storage.put(target.role(), target.workspace().resolve(file.name()), file.bytes());
        } catch (SdkException e) {
            return putOff(export, StepTroubles.ofWorkspace(e, target.workspace()));
        }
        steps.remove(tenantId, export, target.accountId(), file);
        return Next.at(clock.instant().plus(settings.pause()));
    }

    /** The account of the stage; for a stage that has none any more that of the default one. */
    private Optional<ComputeTarget> target(UUID tenantId, UUID stageId) {
        return accounts.computeTarget(tenantId, stageId).or(() -> accounts.computeTarget(tenantId));
    }

    private Next putOff(Export export, Trouble trouble) {
        exports.trouble(export.id(), trouble, clock.instant());
        return Next.at(clock.instant().plus(settings.trouble()));
    }
}
