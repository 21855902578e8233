package io.headgate.api.schedule;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.Processes;
import io.headgate.api.schedule.CalendarView.Holiday;
import io.headgate.api.work.WorkQueue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The holiday calendars of the bound tenant. */
@Service
class Calendars {

    /**
     * A calendar after an import.
     *
     * @param added how many days it has more than before
     * @param leftOut events of the text that are no holidays, or were not understood; the first fifty
     */
    record ImportAnswer(CalendarView calendar, int added, List<FieldProblem> leftOut) {}

    static final int MOST_DAYS = 4_000;
    private static final int MOST_CALENDARS = 100;

    private final CalendarStore store;
    private final CalendarImport reader;
    private final ScheduleRepository schedules;
    private final Processes processes;
    private final WorkQueue work;
    private final AuditTrail audit;

    Calendars(
            CalendarStore store,
            CalendarImport reader,
            ScheduleRepository schedules,
            Processes processes,
            WorkQueue work,
            AuditTrail audit) {
        this.store = store;
        this.reader = reader;
        this.schedules = schedules;
        this.processes = processes;
        this.work = work;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<CalendarStore.CalendarSummary> list() {
        return store.all();
    }

    @Transactional(readOnly = true)
    public CalendarView get(UUID id) {
        String name = store.name(id).orElseThrow(Calendars::unknown);
        List<Holiday> days = store.days(id).entrySet().stream()
                .map(day -> new Holiday(day.getKey(), day.getValue()))
                .toList();
        return new CalendarView(id, name, days, usedBy(id));
    }

    @Transactional
    public CalendarView add(UUID tenantId, String actor, String name, List<Holiday> days) {
        if (store.all().size() >= MOST_CALENDARS) {
            throw ProblemException.conflict(
                    "calendar.too-many", "There are " + MOST_CALENDARS + " calendars already. Remove one first.");
        }
        return write(tenantId, UUID.randomUUID(), actor, name, byDay(days));
    }

    /** Puts a name and holidays in the place of what was there. */
    @Transactional
    public CalendarView change(UUID tenantId, UUID id, String actor, String name, List<Holiday> days) {
        store.lock(id).orElseThrow(Calendars::unknown);
        return write(tenantId, id, actor, name, byDay(days));
    }

    /** Adds the holidays of an iCalendar text. */
    @Transactional
    public ImportAnswer read(UUID tenantId, UUID id, String actor, String text) {
        CalendarImport.Read read = reader.read(text);
        String name = store.lock(id).orElseThrow(Calendars::unknown);
        SortedMap<LocalDate, String> days = new TreeMap<>(store.days(id));
        int before = days.size();
        read.days().forEach(days::putIfAbsent);
        CalendarView written = write(tenantId, id, actor, name, days);
        return new ImportAnswer(written, days.size() - before, read.leftOut());
    }

    @Transactional
    public void remove(UUID tenantId, UUID id, String actor) {
        String name = store.lock(id).orElseThrow(Calendars::unknown);
        List<String> users = usedBy(id);
        if (!users.isEmpty()) {
            throw ProblemException.conflict(
                    "calendar.in-use",
                    "The schedules of these processes heed the calendar: " + shown(users)
                            + ". Give them another one, then remove it.");
        }
        store.remove(id);
        audit.record(tenantId, actor, "calendar.remove", name, "");
    }

    private CalendarView write(UUID tenantId, UUID id, String actor, String name, SortedMap<LocalDate, String> days) {
        if (days.size() > MOST_DAYS) {
            throw ProblemException.invalid(
                    "calendar.too-large",
                    "The calendar would be too large.",
                    List.of(new FieldProblem(
                            "calendar.too-large", "/days", "There are more than " + MOST_DAYS + " days.", null)));
        }
        if (!store.save(tenantId, id, name, actor)) {
            throw ProblemException.conflict(
                    "calendar.name-taken", "There is a calendar of this name already; choose another name.");
        }
        store.replaceDays(tenantId, id, days);
        audit.record(tenantId, actor, "calendar.set", name, days.size() + (days.size() == 1 ? " day" : " days"));
        // Their next dates may be others now, and earlier ones.
        schedules
                .withCalendar(id)
                .forEach(schedule ->
                        work.put(tenantId, Ledger.KIND, schedule.processId().toString()));
        return get(id);
    }

    private static SortedMap<LocalDate, String> byDay(List<Holiday> days) {
        List<FieldProblem> problems = new ArrayList<>();
        SortedMap<LocalDate, String> byDay = new TreeMap<>();
        for (int i = 0; i < days.size(); i++) {
            LocalDate day = days.get(i).day();
            if (day.getYear() < Terms.EARLIEST_YEAR || day.getYear() > Terms.LATEST_YEAR) {
                problems.add(new FieldProblem(
                        "calendar.day",
                        "/days/" + i + "/day",
                        "The day is not in the years " + Terms.EARLIEST_YEAR + " to " + Terms.LATEST_YEAR + ".",
                        null));
            } else if (byDay.put(day, HolidayNames.clean(days.get(i).name())) != null) {
                problems.add(new FieldProblem("calendar.day", "/days/" + i + "/day", "The day is there twice.", null));
            }
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("calendar.invalid", "The calendar cannot be set like this.", problems);
        }
        return byDay;
    }

    private List<String> usedBy(UUID id) {
        return schedules.withCalendar(id).stream()
                .map(schedule -> processes.byId(schedule.processId()).key())
                .distinct()
                .sorted()
                .toList();
    }

    private static String shown(List<String> keys) {
        int most = 10;
        String some = String.join(", ", keys.subList(0, Math.min(most, keys.size())));
        return keys.size() > most ? some + " and " + (keys.size() - most) + " more" : some;
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("calendar.unknown", "There is no such calendar.");
    }
}
