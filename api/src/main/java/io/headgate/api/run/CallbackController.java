package io.headgate.api.run;

import io.headgate.api.live.TenantSignals;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.run.CallbackAnswers.Ask;
import io.headgate.api.run.CallbackAnswers.Exit;
import io.headgate.api.run.CallbackAnswers.Gate;
import io.headgate.api.run.CallbackAnswers.Outcome;
import io.headgate.api.run.CallbackAnswers.Outcomes;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Airflow calls. The token tells the tenant; which run a call may speak for follows from the publication. */
@RestController
@RequestMapping("/api/v1/callbacks")
@Tag(name = "callbacks")
class CallbackController {

    private static final String TASK = "[CW][1-9][0-9]{0,3}";

    /**
     * A call about a whole run.
     *
     * @param dagId id of the DAG in Airflow
     * @param runId id of the run, which is Airflow's too
     */
    record RunCall(
            @NotNull @Size(max = 64) String dagId,
            @NotNull @Size(max = 250) String runId) {}

    /**
     * A call about one component of a run.
     *
     * @param dagId id of the DAG in Airflow
     * @param runId id of the run, which is Airflow's too
     * @param taskId the task: C or W with the component's number
     * @param tryNumber which try of the task it is; it changes nothing
     */
    record TaskCall(
            @NotNull @Size(max = 64) String dagId,
            @NotNull @Size(max = 250) String runId,
            @NotNull @Pattern(regexp = TASK) String taskId,
            @Nullable Integer tryNumber) {}

    /**
     * The end of a component that a Wn waits for.
     *
     * @param id whatever the caller knows the wait by; the outcome names it
     * @param token the token of the tenant's connection
     * @param dagId id of the DAG in Airflow
     * @param runId id of the run, which is Airflow's too
     * @param taskId the task: C or W with the component's number
     */
    record Wait(
            @NotNull @Size(max = 100) String id,
            @NotNull @Size(max = 200) String token,
            @NotNull @Size(max = 64) String dagId,
            @NotNull @Size(max = 250) String runId,
            @NotNull @Pattern(regexp = TASK) String taskId) {}

    /**
     * What many Wn wait for, be they of several tenants.
     *
     * @param timeoutSeconds after how many seconds the answer comes, though no wait is over
     */
    record Waits(
            @NotNull @Size(max = 1000) List<@NotNull @Valid Wait> waits,
            @Min(0) @Max(60) int timeoutSeconds) {}

    private final Callbacks callbacks;
    private final WaitOutcomes waiting;
    private final Tenants tenants;
    private final TenantSignals signals;

    CallbackController(Callbacks callbacks, WaitOutcomes waiting, Tenants tenants, TenantSignals signals) {
        this.callbacks = callbacks;
        this.waiting = waiting;
        this.tenants = tenants;
        this.signals = signals;
    }

    /**
     * Whether a run may go. PEntry is told to skip a run that Headgate did not start, that was stopped or that has
     * ended. A run whose tenant is suspended before it begins is skipped as well, and ends as SKIPPED.
     *
     * @param bearer {@code Bearer} and the token of the tenant's connection
     */
    @PostMapping("/gate")
    Gate gate(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
            @Valid @RequestBody RunCall call) {
        return asTenant(bearer, tenant -> callbacks.gate(tenant, call.dagId(), call.runId()));
    }

    /**
     * Whether a component may be submitted. The decision is committed with the answer, so a component that is asked for
     * twice is not submitted twice. Refused (409) while a component before it has not ended.
     *
     * @param bearer {@code Bearer} and the token of the tenant's connection
     */
    @PostMapping("/component")
    Ask component(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
            @Valid @RequestBody TaskCall call) {
        return asTenant(bearer, tenant -> callbacks.ask(call.dagId(), call.runId(), number(call.taskId())));
    }

    /**
     * Tells that Airflow is through with a run, and answers how the run stands. Components that were never asked for
     * are skipped. The answer is SETTLING while anything of the run is still open.
     *
     * @param bearer {@code Bearer} and the token of the tenant's connection
     */
    @PostMapping("/exit")
    Exit exit(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
            @Valid @RequestBody RunCall call) {
        return asTenant(bearer, tenant -> callbacks.exit(call.dagId(), call.runId()));
    }

    /** Answers as soon as one of the waits is over, or when the time has passed. Each wait is authorised by its own token. */
    @PostMapping("/waits")
    Outcomes waits(@Valid @RequestBody Waits body) throws InterruptedException {
        Map<String, Optional<TenantView>> byToken = body.waits().stream()
                .map(Wait::token)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::tenant));
        Instant until = Instant.now().plusSeconds(body.timeoutSeconds());
        try (TenantSignals.Waiter waiter = signals.listen(byToken.values().stream()
                .flatMap(Optional::stream)
                .map(TenantView::id)
                .collect(Collectors.toSet()))) {
            while (true) {
                List<Outcome> outcomes = outcomes(body.waits(), byToken);
                Duration left = Duration.between(Instant.now(), until);
                if (!outcomes.isEmpty() || !left.isPositive()) {
                    return new Outcomes(outcomes);
                }
                waiter.await(left);
            }
        }
    }

    private List<Outcome> outcomes(List<Wait> waits, Map<String, Optional<TenantView>> byToken) {
        Map<UUID, List<Wait>> byTenant = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Wait wait : waits) {
            byToken.getOrDefault(wait.token(), Optional.empty())
                    .ifPresentOrElse(
                            tenant -> byTenant.computeIfAbsent(tenant.id(), id -> new ArrayList<>())
                                    .add(wait),
                            () -> outcomes.add(new Outcome(wait.id(), "unauthorised", null)));
        }
        byTenant.forEach(
                (tenantId, own) -> outcomes.addAll(Scope.ofTenant(tenantId, () -> waiting.over(tenantId, own))));
        return outcomes;
    }

    private <T> T asTenant(@Nullable String bearer, Function<TenantView, T> action) {
        TenantView tenant = Optional.ofNullable(bearer)
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> tenant(header.substring("Bearer ".length())))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.UNAUTHORIZED, "callback.token", "The callback's token is not a tenant's."));
        return Scope.ofTenant(tenant.id(), () -> action.apply(tenant));
    }

    private Optional<TenantView> tenant(String token) {
        return Scope.ofPlatform(() -> tenants.byCallbackToken(token));
    }

    /** The n of a Cn or Wn. */
    static int number(String taskId) {
        return Integer.parseInt(taskId.substring(1));
    }
}
