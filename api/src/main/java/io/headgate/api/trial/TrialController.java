package io.headgate.api.trial;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.IfMatch;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.Drafts;
import io.headgate.api.process.JudgedDraft;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trying components of a draft on samples of rows. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/trials")
@Tag(name = "trials")
class TrialController {

    /**
     * A trial to ask for.
     *
     * @param component key of the component
     * @param rows how many rows to show; 20 when left out
     * @param businessDate the day that the trial is about; today (UTC) when left out
     * @param parameters values by parameter key
     * @param definition the draft in hand; the saved one when left out
     */
    record NewTrial(
            @NotBlank @Size(max = 100) String component,
            @NotNull TrialScope scope,
            @Nullable @Min(1) @Max(100) Integer rows,
            @Nullable LocalDate businessDate,
            @Nullable JsonNode parameters,

            @Schema(ref = "#/components/schemas/JsonNode") @Nullable
            JsonNode definition) {}

    private static final int ROWS = 20;

    private final Trials trials;
    private final TrialSteps steps;
    private final TrialOutcomes outcomes;
    private final Drafts drafts;
    private final Accounts accounts;
    private final JsonMapper json;
    private final Clock clock;

    TrialController(
            Trials trials,
            TrialSteps steps,
            TrialOutcomes outcomes,
            Drafts drafts,
            Accounts accounts,
            JsonMapper json,
            Clock clock) {
        this.trials = trials;
        this.steps = steps;
        this.outcomes = outcomes;
        this.drafts = drafts;
        this.accounts = accounts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Asks for a trial on the default stage, of the saved draft or of one in hand; nothing is written but the scratch.
     * Refused if what is tried is faulty or runs another process, (429) while two trials of the tenant are under way,
     * and while trials are switched off.
     *
     * @param ifMatch the etag of the saved draft; refused if it has changed since. Without effect on a draft in hand
     */
    @PostMapping
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    TrialView requestTrial(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody NewTrial body) {
        JsonNode definition = body.definition();
        String expected = IfMatch.etag(ifMatch);
        JudgedDraft draft = definition == null || definition.isNull()
                ? drafts.saved(tenant.id(), process, expected)
                : drafts.inHand(tenant.id(), process, definition);
        LocalDate date = body.businessDate();
        return trials.request(
                tenant,
                process,
                draft,
                new TrialOrder(
                        UUID.randomUUID(),
                        body.component(),
                        body.scope(),
                        body.rows() == null ? ROWS : body.rows(),
                        date == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : date,
                        parameters(body.parameters())));
    }

    /** A trial, without any rows. */
    @GetMapping("/{trial}")
    @Requires(Role.AUTHOR)
    TrialView trial(CurrentTenant tenant, @PathVariable String process, @PathVariable UUID trial) {
        return trials.get(tenant.id(), process, trial);
    }

    /** The sample, straight from the tenant's account: it is kept neither here nor on the way. */
    @GetMapping("/{trial}/sample")
    @Requires(Role.AUTHOR)
    ResponseEntity<TrialSample> sample(CurrentTenant tenant, @PathVariable String process, @PathVariable UUID trial) {
        Trial read = trials.toRead(tenant, process, trial);
        ComputeTarget target = accounts.computeTargetOf(read.accountId()).orElseThrow(Trials::gone);
        try {
            TrialSample sample = outcomes.sample(target, read).orElseThrow(Trials::gone);
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(sample);
        } catch (SdkException e) {
            throw new ProblemException(
                    HttpStatus.BAD_GATEWAY,
                    "trial.sample-away",
                    "The sample cannot be read from the tenant's account right now; try again in a moment.");
        }
    }

    /** Ends a trial that is under way, and removes what an ended one has left. */
    @DeleteMapping("/{trial}")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    TrialView dismiss(CurrentTenant tenant, @PathVariable String process, @PathVariable UUID trial) {
        trials.dismissed(tenant, process, trial);
        steps.cancel(trial);
        return trials.get(tenant.id(), process, trial);
    }

    private JsonNode parameters(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return json.createObjectNode();
        }
        if (!given.isObject()) {
            throw ProblemException.invalid(
                    "trial.values-do-not-fit",
                    "The parameters of a trial are values by their keys.",
                    List.of(new FieldProblem("parameters.shape", "/parameters", "This is not an object.", null)));
        }
        return given;
    }
}
