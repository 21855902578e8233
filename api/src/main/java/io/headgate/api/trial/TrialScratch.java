package io.headgate.api.trial;

import io.headgate.api.account.Accounts;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.connector.storage.TenantStorage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes what a trial has left in the tenant's workspace, when it was looked at or nobody came. */
@Component
class TrialScratch implements WorkHandler {

    static final String KIND = "trial";

    private static final Logger log = LoggerFactory.getLogger(TrialScratch.class);

    /** Denied or away: a role from an older template may not delete. A lifecycle rule of the bucket comes to its help. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    /** Then only the rule of the bucket is left. */
    private static final Duration GIVEN_UP = Duration.ofDays(7);

    private final TrialRepository trials;
    private final Accounts accounts;
    private final TenantStorage storage;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TrialScratch(
            TrialRepository trials,
            Accounts accounts,
            TenantStorage storage,
            TransactionTemplate transactions,
            Clock clock) {
        this.trials = trials;
        this.accounts = accounts;
        this.storage = storage;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        UUID trialId = UUID.fromString(id);
        Instant now = clock.instant();
        Optional<Trial> found = trials.findById(trialId);
        if (found.isEmpty() || found.get().scratchUntil() == null) {
            return Next.done();
        }
        Trial trial = found.get();
        if (!trial.isScratchDue(now)) {
            return Next.at(Objects.requireNonNull(trial.scratchUntil()));
        }
        try {
            accounts.computeTargetOf(trial.accountId())
                    .ifPresent(target -> storage.removeBelow(target.role(), TrialDocument.folder(target, trial)));
        } catch (SdkException e) {
            Duration since = Duration.between(Objects.requireNonNullElse(trial.endedAt(), now), now);
            if (since.compareTo(GIVEN_UP) < 0) {
                // Ever less often: one that is denied today is denied tomorrow.
                return Next.at(now.plus(since.compareTo(AGAIN) < 0 ? AGAIN : since));
            }
            log.warn(
                    "The scratch of trial {} could not be removed for a week and is left: {}",
                    id,
                    e.getClass().getSimpleName());
        }
        transactions.executeWithoutResult(status -> trials.lock(trialId).ifPresent(kept -> {
            kept.scratchRemoved();
            trials.save(kept);
        }));
        return Next.done();
    }
}
