package io.headgate.api.backfill;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.backfill.BackfillView.DateView;
import io.headgate.api.backfill.BackfillView.Progress;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.run.Runs;
import io.headgate.api.schedule.Schedules;
import io.headgate.api.stage.Stages;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Beginning backfills, looking at them, pausing, resuming and cancelling them. */
@Service
class Backfills {

    /** Most dates of one backfill: nearly three years of days. */
    static final int MOST_DATES = 1000;

    /** Which days of the span are run. */
    public enum Days {
        EVERY_DAY,
        /** Those on which the process's schedule is due at least once, in the schedule's zone. */
        SCHEDULED
    }

    /** What is asked for; see {@link BackfillController.NewBackfill}. */
    record Wanted(
            LocalDate firstDate,
            LocalDate lastDate,
            Days days,
            int concurrency,
            boolean again,
            @Nullable JsonNode parameters,
            @Nullable String stage) {}

    private final BackfillRepository backfills;
    private final BackfillDates dates;
    private final Processes processes;
    private final Stages stages;
    private final Schedules schedules;
    private final Runs runs;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final BackfillNews news;
    private final JsonMapper json;
    private final Clock clock;

    Backfills(
            BackfillRepository backfills,
            BackfillDates dates,
            Processes processes,
            Stages stages,
            Schedules schedules,
            Runs runs,
            WorkQueue work,
            AuditTrail audit,
            BackfillNews news,
            JsonMapper json,
            Clock clock) {
        this.backfills = backfills;
        this.dates = dates;
        this.processes = processes;
        this.stages = stages;
        this.schedules = schedules;
        this.runs = runs;
        this.work = work;
        this.audit = audit;
        this.news = news;
        this.json = json;
        this.clock = clock;
    }

    /** The dates that a backfill would run; refuses what could not be begun, every problem at once. */
    @Transactional(readOnly = true)
    public BackfillPlan plan(UUID tenantId, String processKey, Wanted wanted) {
        ProcessView process = processes.get(tenantId, processKey);
        UUID stageId = stages.get(tenantId, wanted.stage()).id();
        checkSpan(wanted);
        runs.checkRequest(process, stageId, wanted.parameters());
        List<LocalDate> days = days(process, stageId, wanted);
        Set<LocalDate> taken =
                wanted.again() ? Set.of() : dates.taken(process.id(), stageId, wanted.firstDate(), wanted.lastDate());
        return new BackfillPlan(
                days.stream().filter(day -> !taken.contains(day)).toList(),
                days.stream().filter(taken::contains).toList());
    }

    @Transactional
    public BackfillView begin(UUID tenantId, String processKey, String actor, Wanted wanted) {
        ProcessView process = processes.lock(processes.get(tenantId, processKey).id());
        UUID stageId = stages.hold(tenantId, wanted.stage()).id();
        BackfillPlan plan = plan(tenantId, processKey, wanted);
        if (plan.dates().isEmpty()) {
            throw ProblemException.conflict(
                    "backfill.nothing-to-do",
                    "No day of this span is to be run: each has a run that succeeded or is under way, or the schedule is not due on any.");
        }
        if (dates.isOneOpen(process.id(), stageId)) {
            throw ProblemException.conflict(
                    "backfill.under-way",
                    "Another backfill of this process is under way on this stage. Wait for its end or cancel it, then begin this one.");
        }
        JsonNode parameters = wanted.parameters() == null ? json.createObjectNode() : wanted.parameters();
        Backfill backfill = backfills.save(new Backfill(
                tenantId,
                process.id(),
                stageId,
                wanted.firstDate(),
                wanted.lastDate(),
                wanted.concurrency(),
                json.writeValueAsString(parameters),
                actor,
                clock.instant()));
        dates.add(tenantId, backfill.id(), plan.dates());
        work.put(tenantId, BackfillWork.KIND, backfill.id().toString());
        audit.record(
                tenantId,
                actor,
                "backfill.begin",
                backfill.id().toString(),
                processKey + " " + wanted.firstDate() + " to " + wanted.lastDate() + ", "
                        + plan.dates().size() + " dates");
        return view(backfill, dates.of(backfill.id()), true);
    }

    @Transactional(readOnly = true)
    public List<BackfillView> list(UUID tenantId, String processKey) {
        ProcessView process = processes.get(tenantId, processKey);
        List<Backfill> all = backfills.findTop50ByProcessIdOrderByRequestedAtDesc(process.id());
        Map<UUID, Map<String, Integer>> progress =
                dates.progress(all.stream().map(Backfill::id).toList());
        return all.stream()
                .map(backfill ->
                        view(backfill, process, progress(progress.getOrDefault(backfill.id(), Map.of())), List.of()))
                .toList();
    }

    @Transactional(readOnly = true)
    public BackfillView get(UUID id) {
        Backfill backfill = backfills.findById(id).orElseThrow(Backfills::unknown);
        return view(backfill, dates.of(id), true);
    }

    @Transactional
    public BackfillView pause(UUID tenantId, UUID id, String actor) {
        Backfill backfill = lock(id, BackfillState.RUNNING, "backfill.not-running", "This backfill is not running: ");
        backfill.pause();
        return changed(tenantId, backfill, actor, "backfill.pause");
    }

    @Transactional
    public BackfillView resume(UUID tenantId, UUID id, String actor) {
        Backfill backfill = lock(id, BackfillState.PAUSED, "backfill.not-paused", "This backfill is not paused: ");
        backfill.resume();
        work.put(tenantId, BackfillWork.KIND, id.toString());
        return changed(tenantId, backfill, actor, "backfill.resume");
    }

    /** Lets no further date become a run; those under way go on, or are stopped as well. */
    @Transactional
    public BackfillView cancel(UUID tenantId, UUID id, String actor, boolean stopRuns) {
        Backfill backfill = backfills.lock(id).orElseThrow(Backfills::unknown);
        if (backfill.state().isOver()) {
            throw ProblemException.conflict(
                    "backfill.over", "This backfill has ended already: " + backfill.state() + ".");
        }
        backfill.cancel(clock.instant());
        if (stopRuns) {
            dates.of(id).stream()
                    .filter(day -> day.run() != null && !day.over())
                    .forEach(day -> runs.stopIfOpen(tenantId, String.valueOf(day.run()), actor));
        }
        return changed(tenantId, backfill, actor, "backfill.cancel");
    }

    private BackfillView changed(UUID tenantId, Backfill backfill, String actor, String deed) {
        backfills.save(backfill);
        audit.record(tenantId, actor, deed, backfill.id().toString(), "");
        news.changed(tenantId, backfill);
        return view(backfill, dates.of(backfill.id()), true);
    }

    private Backfill lock(UUID id, BackfillState needed, String code, String sentence) {
        Backfill backfill = backfills.lock(id).orElseThrow(Backfills::unknown);
        if (backfill.state() != needed) {
            throw ProblemException.conflict(code, sentence + backfill.state() + ".");
        }
        return backfill;
    }

    private void checkSpan(Wanted wanted) {
        List<FieldProblem> problems = new ArrayList<>();
        if (wanted.lastDate().isBefore(wanted.firstDate())) {
            problems.add(new FieldProblem(
                    "backfill.order", "/lastDate", "The last date is before the first.", "Exchange them."));
        } else if (ChronoUnit.DAYS.between(wanted.firstDate(), wanted.lastDate()) >= MOST_DATES) {
            problems.add(new FieldProblem(
                    "backfill.too-long",
                    "/lastDate",
                    "The span has more than " + MOST_DATES + " days.",
                    "Take a shorter one; the next backfill can go on where it ends."));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (wanted.lastDate().isAfter(today)) {
            problems.add(new FieldProblem(
                    "backfill.future",
                    "/lastDate",
                    "The last date is in the future.",
                    "Today is " + today + " (UTC)."));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("backfill.invalid", "The backfill cannot be begun like this.", problems);
        }
    }

    private List<LocalDate> days(ProcessView process, UUID stageId, Wanted wanted) {
        if (wanted.days() == Days.EVERY_DAY) {
            return wanted.firstDate().datesUntil(wanted.lastDate().plusDays(1)).toList();
        }
        return schedules
                .daysDue(process.id(), stageId, wanted.firstDate(), wanted.lastDate())
                .orElseThrow(() -> ProblemException.conflict(
                        "backfill.no-schedule", "The process has no schedule. Set one, or run each day."));
    }

    private BackfillView view(Backfill backfill, List<BackfillDates.Day> days, boolean withDates) {
        Map<String, Integer> counts = new java.util.HashMap<>();
        days.forEach(day -> counts.merge(day.state() == null ? "" : day.state(), 1, Integer::sum));
        List<DateView> shown = days.stream()
                .map(day -> new DateView(day.date(), day.run(), day.state()))
                .toList();
        return view(backfill, processes.byId(backfill.processId()), progress(counts), withDates ? shown : List.of());
    }

    private BackfillView view(Backfill backfill, ProcessView process, Progress progress, List<DateView> days) {
        return new BackfillView(
                backfill.id(),
                process.key(),
                stages.byId(backfill.stageId()).key(),
                backfill.state(),
                backfill.firstDate(),
                backfill.lastDate(),
                backfill.concurrency(),
                json.readTree(backfill.parameters()),
                backfill.requestedBy(),
                backfill.requestedAt(),
                backfill.endedAt(),
                progress,
                days);
    }

    private static Progress progress(Map<String, Integer> counts) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        int pending = counts.getOrDefault("", 0);
        int succeeded = counts.getOrDefault("SUCCEEDED", 0);
        int failed = counts.getOrDefault("FAILED", 0)
                + counts.getOrDefault("STOPPED", 0)
                + counts.getOrDefault("STOP_INCOMPLETE", 0)
                + counts.getOrDefault("SKIPPED", 0);
        return new Progress(total, pending, total - pending - succeeded - failed, succeeded, failed);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("backfill.unknown", "There is no such backfill.");
    }
}
