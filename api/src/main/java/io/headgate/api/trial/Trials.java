package io.headgate.api.trial;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.JudgedDraft;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.run.ClusterWork;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The trials of the bound tenant: asking for them, looking at them, ending them. */
@Service
class Trials {

    /** How many trials of a tenant may be under way: each takes room on the cluster that its runs need too. */
    static final int OPEN_AT_ONCE = 2;

    /** How long it is known who tried what; the audit trail knows it for ever. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final TrialRepository trials;
    private final TrialPlans plans;
    private final Tenants tenants;
    private final Accounts accounts;
    private final Processes processes;
    private final AuditTrail audit;
    private final WorkQueue work;
    private final JdbcClient jdbc;
    private final Clock clock;

    Trials(
            TrialRepository trials,
            TrialPlans plans,
            Tenants tenants,
            Accounts accounts,
            Processes processes,
            AuditTrail audit,
            WorkQueue work,
            JdbcClient jdbc,
            Clock clock) {
        this.trials = trials;
        this.plans = plans;
        this.tenants = tenants;
        this.accounts = accounts;
        this.processes = processes;
        this.audit = audit;
        this.work = work;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Commits the intent to try; the cluster's queue does the rest. */
    @Transactional
    public TrialView request(CurrentTenant tenant, String processKey, JudgedDraft draft, TrialOrder order) {
        refuseUnlessAllowed(tenant.id());
        ComputeTarget target = accounts.computeTarget(tenant.id())
                .orElseThrow(() -> ProblemException.conflict(
                        "account.missing",
                        "There is no AWS account to try it in. A tenant admin registers one, then it can be tried."));
        String plan = plans.plan(tenant.id(), draft, order);
        refuseIfTooMany(tenant.id());
        Instant now = clock.instant();
        trials.deleteEndedBefore(now.minus(KEPT));
        Trial trial = trials.save(new Trial(tenant.id(), target, order, draft.processId(), plan, tenant.actor(), now));
        audit.record(
                tenant.id(),
                tenant.actor(),
                "trial.request",
                processKey + "/" + order.component(),
                order.scope() + ", " + order.rows() + " rows, " + trial.id());
        work.put(tenant.id(), ClusterWork.KIND, target.accountId().toString());
        return TrialView.of(trial, processKey, now);
    }

    @Transactional(readOnly = true)
    public TrialView get(UUID tenantId, String processKey, UUID id) {
        return TrialView.of(of(tenantId, processKey, trials.findById(id)), processKey, clock.instant());
    }

    /** The trial whose sample somebody is about to see, which is written down first. */
    @Transactional
    public Trial toRead(CurrentTenant tenant, String processKey, UUID id) {
        refuseUnlessAllowed(tenant.id());
        Trial trial = of(tenant.id(), processKey, trials.lock(id));
        Instant now = clock.instant();
        if (!trial.state().isTerminal()) {
            throw ProblemException.conflict("trial.not-ended", "The trial is still under way; wait for its end.");
        }
        if (!trial.hasSample(now)) {
            throw gone();
        }
        audit.record(
                tenant.id(),
                tenant.actor(),
                "trial.sample",
                processKey + "/" + trial.componentKey(),
                trial.rows() + " rows, " + id);
        work.put(tenant.id(), TrialScratch.KIND, id.toString(), trial.read(now));
        return trials.save(trial);
    }

    /** Notes who ended or forgot it; what was left of one that has ended is removed. Of one that is forgotten already, nothing. */
    @Transactional
    public void dismissed(CurrentTenant tenant, String processKey, UUID id) {
        Trial trial = of(tenant.id(), processKey, trials.lock(id));
        if (trial.state().isTerminal()) {
            Instant until = trial.scratchUntil();
            if (until == null || !until.isAfter(clock.instant())) {
                return;
            }
            trial.forget(clock.instant());
            trials.save(trial);
            work.put(tenant.id(), TrialScratch.KIND, id.toString());
        }
        audit.record(
                tenant.id(),
                tenant.actor(),
                trial.state().isTerminal() ? "trial.forget" : "trial.cancel",
                processKey + "/" + trial.componentKey(),
                id.toString());
    }

    static ProblemException gone() {
        return new ProblemException(
                HttpStatus.GONE,
                "trial.sample-gone",
                "The sample is not there any more: samples are removed soon after they were looked at. Try again.");
    }

    private Trial of(UUID tenantId, String processKey, Optional<Trial> found) {
        ProcessView process = processes.get(tenantId, processKey);
        return found.filter(trial -> trial.processId().equals(process.id())).orElseThrow(Trials::unknown);
    }

    private void refuseUnlessAllowed(UUID tenantId) {
        TenantView tenant = tenants.get(tenantId);
        if (!tenant.samplesAllowed()) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "trial.switched-off",
                    "Trying components is switched off for this tenant, because it shows rows of data. A tenant admin can switch it on.");
        }
        if (tenant.suspended()) {
            throw ProblemException.conflict(
                    "tenant.suspended", "The tenant is suspended, so nothing starts. Ask the platform admins.");
        }
    }

    /** Two who ask at once take turns, or both would find room. */
    private void refuseIfTooMany(UUID tenantId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 5))")
                .param("trial " + tenantId)
                .query()
                .listOfRows();
        if (trials.countByEndedAtIsNull() >= OPEN_AT_ONCE) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "trial.too-many",
                    "Your tenant tries " + OPEN_AT_ONCE
                            + " components already. Wait until one of them has ended, or cancel it.");
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("trial.unknown", "There is no such trial.");
    }
}
