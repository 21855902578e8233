package io.headgate.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.schedule.PlannedDate.Due;
import io.headgate.api.schedule.PlannedDate.OnHoliday;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schedule's span and its holidays. */
class PlanTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FRIDAY = LocalDate.parse("2026-05-01");

    @Test
    void aDateOnAHolidayIsSkipped() {
        Plan plan = plan("0 6 * * *", HolidayRule.SKIP, FRIDAY);

        assertThat(plan.between(at("2026-04-30T00:00"), at("2026-05-02T12:00")))
                .containsExactly(
                        new Due(at("2026-04-30T06:00"), null),
                        new OnHoliday(at("2026-05-01T06:00"), null),
                        new Due(at("2026-05-02T06:00"), null));
    }

    @Test
    void aDateMovesToTheNextDayThatIsNoHolidayAndSaysWhereItComesFrom() {
        Plan plan = plan("0 6 1 * *", HolidayRule.NEXT, FRIDAY, FRIDAY.plusDays(1), FRIDAY.plusDays(2));

        assertThat(plan.between(at("2026-04-30T00:00"), at("2026-05-31T00:00")))
                .containsExactly(
                        new OnHoliday(at("2026-05-01T06:00"), at("2026-05-04T06:00")),
                        new Due(at("2026-05-04T06:00"), at("2026-05-01T06:00")));
    }

    @Test
    void aDateMovesToTheLastDayBeforeThatIsNoHoliday() {
        Plan plan = plan("0 6 1 * *", HolidayRule.PREVIOUS, FRIDAY, FRIDAY.minusDays(1));

        assertThat(plan.between(at("2026-04-20T00:00"), at("2026-05-31T00:00")))
                .containsExactly(
                        new Due(at("2026-04-29T06:00"), at("2026-05-01T06:00")),
                        new OnHoliday(at("2026-05-01T06:00"), at("2026-04-29T06:00")));
        assertThat(plan.next(at("2026-04-29T06:00"), 1)).containsExactly(new Due(at("2026-06-01T06:00"), null));
    }

    @Test
    void twoDatesThatMeetRunOnce() {
        Plan plan = plan("0 6 * * *", HolidayRule.NEXT, FRIDAY, FRIDAY.plusDays(1));

        assertThat(plan.next(at("2026-04-30T07:00"), 2))
                .as("three days fall on one")
                .containsExactly(new Due(at("2026-05-03T06:00"), null), new Due(at("2026-05-04T06:00"), null));

        Plan monthly = plan("0 6 1,2 5 *", HolidayRule.NEXT, FRIDAY, FRIDAY.plusDays(1));
        assertThat(monthly.next(at("2026-04-30T07:00"), 1))
                .containsExactly(new Due(at("2026-05-03T06:00"), at("2026-05-01T06:00")));
    }

    @Test
    void aDateThatWouldHaveToMoveTooFarIsSkipped() {
        LocalDate[] quarter = IntStream.range(0, 90).mapToObj(FRIDAY::plusDays).toArray(LocalDate[]::new);
        Plan plan = plan("0 6 1 5 *", HolidayRule.NEXT, quarter);

        assertThat(plan.between(at("2026-04-30T00:00"), at("2026-12-31T00:00")))
                .containsExactly(new OnHoliday(at("2026-05-01T06:00"), null));
    }

    @ParameterizedTest
    @EnumSource(HolidayRule.class)
    void aTimeThatTheClocksSkipOnTheDayThatADateMovesToIsTheMomentOfTheChange(HolidayRule rule) {
        LocalDate change = LocalDate.parse("2026-03-29");
        LocalDate holiday = rule == HolidayRule.PREVIOUS ? change.plusDays(1) : change.minusDays(1);
        Plan plan = new Plan(
                new CronSchedule("30 2 " + holiday.getDayOfMonth() + " 3 *", BERLIN),
                null,
                null,
                new Holidays(Set.of(holiday), rule));

        List<Due> due = plan.next(at("2026-03-20T00:00"), 1);

        if (rule == HolidayRule.SKIP) {
            assertThat(due.getFirst().at()).isAfter(at("2027-01-01T00:00"));
        } else {
            assertThat(due.getFirst().at()).isEqualTo(at("2026-03-29T03:00"));
        }
    }

    @Test
    void nothingIsDueBeforeTheFirstDayNorAfterTheLast() {
        Plan plan = new Plan(new CronSchedule("0 0,23 * * *", BERLIN), FRIDAY, FRIDAY.plusDays(1), Holidays.NONE);

        assertThat(plan.next(at("2026-01-01T00:00"), 9))
                .extracting(Due::at)
                .containsExactly(
                        at("2026-05-01T00:00"), at("2026-05-01T23:00"), at("2026-05-02T00:00"), at("2026-05-02T23:00"));
    }

    /** Whatever the holidays: each date of the cron expression is told once, nothing is due on a holiday, none is lost. */
    @RepeatedTest(60)
    void eachDateIsEitherDueOrToldOfAsHolidayAndGoesWhereItSays(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        HolidayRule rule = HolidayRule.values()[random.nextInt(3)];
        Set<LocalDate> days = random.ints(1 + random.nextInt(12), 0, 40)
                .mapToObj(FRIDAY::plusDays)
                .collect(Collectors.toSet());
        String cron = List.of("0 6 * * *", "*/30 5-7 * * *", "0 6 * * 1-5", "15 */6 * * *")
                .get(random.nextInt(4));
        CronSchedule times = new CronSchedule(cron, BERLIN);
        Instant from = at("2026-03-20T00:00");
        Instant to = at("2026-07-20T00:00");

        List<PlannedDate> told = all(new Plan(times, null, null, new Holidays(days, rule)), from, to);

        List<Instant> instants = told.stream().map(PlannedDate::at).toList();
        assertThat(instants).isSorted().doesNotHaveDuplicates();
        List<Instant> own = all(new Plan(times, null, null, Holidays.NONE), from, to).stream()
                .map(PlannedDate::at)
                .toList();
        assertThat(instants).containsAll(own);
        for (PlannedDate date : told) {
            boolean holiday = days.contains(date.at().atZone(BERLIN).toLocalDate());
            switch (date) {
                case Due due -> {
                    assertThat(holiday).isFalse();
                    assertThat(own.contains(due.at())).isEqualTo(due.movedFrom() == null);
                }
                case OnHoliday moved -> {
                    assertThat(holiday).isTrue();
                    assertThat(moved.movedTo() == null).isEqualTo(rule == HolidayRule.SKIP);
                    assertThat(isDue(told, moved.movedTo())).isTrue();
                }
            }
        }
    }

    private static boolean isDue(List<PlannedDate> told, @Nullable Instant at) {
        return at == null
                || told.stream()
                        .anyMatch(date -> date instanceof Due && date.at().equals(at));
    }

    private static List<PlannedDate> all(Plan plan, Instant from, Instant to) {
        List<PlannedDate> all = new ArrayList<>();
        List<PlannedDate> some = plan.between(from, to);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = plan.between(some.getLast().at(), to);
        }
        return all;
    }

    private static Plan plan(String cron, HolidayRule rule, LocalDate... holidays) {
        return new Plan(new CronSchedule(cron, BERLIN), null, null, new Holidays(Set.of(holidays), rule));
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
