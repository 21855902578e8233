package io.headgate.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates against a walk over every minute, which knows nothing of cron libraries. */
class CronScheduleTests {

    /** Two days around each change of clocks. */
    private static final List<List<String>> CHANGES = List.of(
            List.of("Europe/Berlin", "2026-03-28T12:00:00Z"),
            List.of("Europe/Berlin", "2026-10-24T12:00:00Z"),
            List.of("America/New_York", "2026-03-07T12:00:00Z"),
            List.of("America/New_York", "2026-10-31T12:00:00Z"),
            List.of("Australia/Lord_Howe", "2026-04-04T00:00:00Z"),
            List.of("Australia/Lord_Howe", "2026-10-03T00:00:00Z"));

    static Stream<Arguments> schedules() {
        return Stream.of(
                        Arguments.of("*/15 * * * *", (Predicate<ZonedDateTime>) at -> at.getMinute() % 15 == 0),
                        Arguments.of("7 * * * *", (Predicate<ZonedDateTime>) at -> at.getMinute() == 7),
                        Arguments.of(
                                "0 5 * * *", (Predicate<ZonedDateTime>) at -> at.getHour() == 5 && at.getMinute() == 0),
                        Arguments.of("30 0 * * *", (Predicate<ZonedDateTime>)
                                at -> at.getHour() == 0 && at.getMinute() == 30),
                        Arguments.of("0 12 * * 0", (Predicate<ZonedDateTime>) at -> at.getHour() == 12
                                && at.getMinute() == 0
                                && at.getDayOfWeek().getValue() == 7))
                .flatMap(schedule -> CHANGES.stream()
                        .map(change ->
                                Arguments.of(schedule.get()[0], schedule.get()[1], change.get(0), change.get(1))));
    }

    @ParameterizedTest(name = "{0} in {2} from {3}")
    @MethodSource("schedules")
    void theDatesAroundAChangeOfClocksAreThoseOfAWalkOverEveryMinute(
            String cron, Predicate<ZonedDateTime> due, String zone, String from) {
        Instant begin = Instant.parse(from);
        Instant end = begin.plus(Duration.ofDays(2));
        List<Instant> walked = new ArrayList<>();
        for (Instant at = begin.plusSeconds(60); !at.isAfter(end); at = at.plusSeconds(60)) {
            if (due.test(at.atZone(ZoneId.of(zone)))) {
                walked.add(at);
            }
        }

        assertThat(between(new CronSchedule(cron, ZoneId.of(zone)), begin, end)).isEqualTo(walked);
    }

    /** A local time that does not exist, or exists twice, is a date of its own on that day: one, not none and not two. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29", "2026-10-25"})
    void aDailyTimeWithinTheChangeOfClocksIsDueOnceThatDay(String day) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        CronSchedule schedule = new CronSchedule("30 2 * * *", berlin);
        Instant begin = ZonedDateTime.parse(day + "T00:00:00Z")
                .withZoneSameLocal(berlin)
                .toInstant();

        List<Instant> dates = between(schedule, begin.minusSeconds(1), begin.plus(Duration.ofHours(23)));

        assertThat(dates).as("dates of %s", day).hasSize(1);
    }

    @Test
    void askingInPiecesAndAskingAtOnceGivesTheSameDates() {
        CronSchedule schedule = new CronSchedule("*/7 1-3 * * *", ZoneId.of("Europe/Berlin"));
        Instant begin = Instant.parse("2026-10-24T00:00:00Z");
        Instant end = begin.plus(Duration.ofDays(2));
        List<Instant> pieces = new ArrayList<>();
        for (Instant at = begin; at.isBefore(end); at = at.plusSeconds(60)) {
            pieces.addAll(between(schedule, at, at.plusSeconds(60)));
        }

        assertThat(between(schedule, begin, end)).isEqualTo(pieces).doesNotHaveDuplicates();
    }

    @Test
    void aDateThatNeverComesEndsTheSearch() {
        assertThat(new CronSchedule("0 0 30 2 *", ZoneId.of("UTC")).after(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "* * * * * *", "60 * * * *", "a b c d e", "@hourlyish", "0 0 * * 9", "*/0 * * * *"
            })
    void whatIsNoScheduleIsToldAtItsPlace(String cron) {
        assertThat(CronSchedule.problems(cron, "Mars/Olympus"))
                .extracting(problem -> problem.pointer())
                .containsExactly("/cron", "/zone");
    }

    @Test
    void aFaultIsToldInTheFieldsThatWereTyped() {
        assertThat(fault("0 25 * * *")).contains("\"0 25 * * *\"").doesNotContain("0 0 25");
        assertThat(fault("0 25 1 * 1")).contains("\"0 25 1 * 1\"").doesNotContain("0 0 25");
        assertThat(fault("@dayly")).contains("@daily").doesNotContain("6 fields");
    }

    private static String fault(String cron) {
        return CronSchedule.problems(cron, "UTC").getFirst().message();
    }

    /** As cron has it: where both the day of the month and the day of the week are given, either is enough. */
    @Test
    void theThirteenthAndEachFridayAreBothDays() {
        CronSchedule schedule = new CronSchedule("0 9 13 * 5", ZoneId.of("UTC"));

        assertThat(between(schedule, Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z")))
                .extracting(date -> date.toString().substring(8, 10))
                .containsExactly("06", "13", "20", "27");
        assertThat(between(schedule, Instant.parse("2026-04-10T10:00:00Z"), Instant.parse("2026-04-18T00:00:00Z")))
                .extracting(date -> date.toString().substring(8, 10))
                .containsExactly("13", "17");
    }

    private static List<Instant> between(CronSchedule schedule, Instant from, Instant to) {
        return new Plan(schedule, null, null, Holidays.NONE)
                .between(from, to).stream().map(PlannedDate::at).toList();
    }
}
