package io.headgate.api.run;

import io.headgate.api.platform.Idempotency;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Runs: asking for them, looking at them, stopping them. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "runs")
class RunController {

    /**
     * A run to ask for.
     *
     * @param businessDate the day that the run is about; today (UTC) when left out
     * @param parameters values by parameter key
     * @param stage key of the stage; the default one when left out
     */
    record NewRun(
            @Nullable LocalDate businessDate,
            @Nullable JsonNode parameters,
            @Nullable @Size(max = 40) String stage) {}

    /**
     * A run to repeat.
     *
     * @param scope what failed, when left out
     * @param component the one to begin with; only for the scope FROM
     * @param version the current one, when left out
     */
    record NewRerun(
            Repeat.@Nullable Scope scope,
            @Nullable @Size(max = 60) String component,
            Reruns.@Nullable Version version) {}

    private final Runs runs;
    private final Reruns reruns;
    private final RunViews views;
    private final RunQueries queries;
    private final StepLogs logs;
    private final Idempotency idempotency;

    RunController(
            Runs runs, Reruns reruns, RunViews views, RunQueries queries, StepLogs logs, Idempotency idempotency) {
        this.runs = runs;
        this.reruns = reruns;
        this.views = views;
        this.queries = queries;
        this.logs = logs;
        this.idempotency = idempotency;
    }

    /**
     * Asks for a run, which waits for its turn. It runs on the newest publication of the stage, or on a later one that
     * is live by then. Refused if the process is not published there, if the values do not fit, and (429) while too
     * many runs of the tenant wait.
     */
    @PostMapping("/processes/{process}/runs")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView request(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String idempotencyKey,
            @Valid @RequestBody NewRun body) {
        return views.get(idempotency.once(
                new Idempotency.Request(tenant.id(), tenant.actor(), idempotencyKey, "run " + process, body),
                () -> runs.request(
                                tenant.id(),
                                process,
                                tenant.actor(),
                                body.businessDate(),
                                body.parameters(),
                                body.stage())
                        .id()));
    }

    /**
     * The runs of a process, as {@code /runs} with its key.
     *
     * @param state where a run stands
     * @param origin what asked for a run
     * @param version number of a version
     * @param stage key of a stage; all of them when left out
     * @param from asked for at this time or later
     * @param to asked for before this time
     * @param before {@code next} of the page before this one; the newest runs when left out
     */
    @GetMapping("/processes/{process}/runs")
    RunPage ofProcess(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable RunOrigin origin,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable @Size(max = 200) String before,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return queries.list(
                tenant.id(), new RunQueries.Filter(process, state, origin, version, stage, from, to), before, size);
    }

    /**
     * Runs, newest first, a page at a time.
     *
     * @param process key of a process
     * @param state where a run stands
     * @param origin what asked for a run
     * @param version number of a version of the process
     * @param stage key of a stage
     * @param from asked for at this time or later
     * @param to asked for before this time
     * @param before {@code next} of the page before this one; the newest runs when left out
     */
    @GetMapping("/runs")
    RunPage list(
            CurrentTenant tenant,
            @RequestParam(required = false) @Nullable String process,
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable RunOrigin origin,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable @Size(max = 200) String before,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return queries.list(
                tenant.id(), new RunQueries.Filter(process, state, origin, version, stage, from, to), before, size);
    }

    /** A run with its components. If it was removed since, the answer (404) says in which file it stands. */
    @GetMapping("/runs/{run}")
    RunView get(CurrentTenant tenant, @PathVariable String run) {
        return views.get(run);
    }

    /**
     * Stops a run: nothing of it starts any more, and what is under way is cancelled. The answer does not wait for
     * that; the receipt tells later what became of each component. A run that is stopping goes on doing so; one that
     * has ended is refused.
     */
    @PostMapping("/runs/{run}/stop")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView stop(CurrentTenant tenant, @PathVariable String run) {
        runs.stop(tenant.id(), run, tenant.actor());
        return views.get(run);
    }

    /**
     * Asks for a run that repeats another one, on its stage, with its values and its business date. Refused while that
     * one has not ended, if nothing of it failed and only that is to be repeated, and if its own version is asked for
     * and is no longer the published one.
     */
    @PostMapping("/runs/{run}/rerun")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView rerun(
            CurrentTenant tenant,
            @PathVariable String run,
            @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String idempotencyKey,
            @Valid @RequestBody NewRerun body) {
        return views.get(idempotency.once(
                new Idempotency.Request(tenant.id(), tenant.actor(), idempotencyKey, "rerun " + run, body),
                () -> reruns.request(
                                tenant.id(),
                                run,
                                tenant.actor(),
                                Objects.requireNonNullElse(body.scope(), Repeat.Scope.FAILED),
                                body.component(),
                                Objects.requireNonNullElse(body.version(), Reruns.Version.CURRENT))
                        .id()));
    }

    /**
     * The end of a log, or what follows a place of it. {@code X-Log-From} says where the text begins, {@code X-Log-Next} what to ask
     * for next; with the {@code ETag} of an earlier answer, a log that has not changed is not sent again.
     *
     * @param stream which of the logs that EMR keeps of a step
     * @param attempt number of the attempt; the last one when left out
     * @param from where to begin, in bytes, as an earlier answer has told it; the end of the log when left out
     * @param known the {@code ETag} of an earlier answer
     */
    @GetMapping(path = "/runs/{run}/components/{component}/log", produces = MediaType.TEXT_PLAIN_VALUE)
    @Requires(Role.ENGINEER)
    ResponseEntity<String> log(
            CurrentTenant tenant,
            @PathVariable String run,
            @PathVariable String component,
            @RequestParam(defaultValue = "stdout") LogStream stream,
            @RequestParam(required = false) @Nullable Integer attempt,
            @RequestParam(required = false) @Min(0) @Nullable Integer from,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
        return logs.read(run, component, new StepLogs.Wanted(stream, attempt, from, known))
                .map(RunController::answer)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_MODIFIED).build());
    }

    private static ResponseEntity<String> answer(LogPart part) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header("X-Log-From", Integer.toString(part.from()))
                .header("X-Log-Next", Integer.toString(part.next()));
        return (part.tag() == null ? answer : answer.eTag("W/" + part.tag())).body(part.text());
    }
}
