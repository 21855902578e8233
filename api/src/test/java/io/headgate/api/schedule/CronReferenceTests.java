package io.headgate.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Six years of dates against another library that counts them by its own means. */
class CronReferenceTests {

    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2031-01-01T00:00:00Z");

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Auckland",
            "America/Santiago");

    private static final List<String> CRONS = List.of(
            "30 6 * * 1-5",
            "0 12 * * *",
            "*/20 8-17 * * 1",
            "0 0 1 * *",
            "15 14 1,15 1-6 *",
            "0 22 * * 0",
            "5 4 29 2 *",
            "45 23 31 12 *",
            "0 9 13 * 5",
            "10 18 */10 * *");

    static Stream<Arguments> cases() {
        return ZONES.stream().flatMap(zone -> CRONS.stream().map(cron -> Arguments.of(cron, zone)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cases")
    void theDatesOfSixYearsAreThoseOfAnotherLibrary(String cron, String zone) {
        assertThat(ours(cron, zone)).hasSizeGreaterThan(0).isEqualTo(theirs(cron, zone));
    }

    /** The first difference: what falls into an hour that the clocks skip is left out there, and is due at the change here. */
    @ParameterizedTest
    @ValueSource(strings = {"30 2 * * *", "0 2 * * *", "*/15 2 * * *"})
    void aTimeThatTheClocksSkipIsLeftOutThereAndDueAtTheChangeHere(String cron) {
        Instant from = Instant.parse("2026-03-28T12:00:00Z");
        Instant to = Instant.parse("2026-03-29T12:00:00Z");

        assertThat(theirs(cron, "Europe/Berlin", from, to)).isEmpty();
        assertThat(ours(cron, "Europe/Berlin", from, to)).containsExactly(Instant.parse("2026-03-29T01:00:00Z"));
    }

    /** The second: of an hour that comes twice, several times within it are due in both there, and in the first here. */
    @Test
    void timesOfAnHourThatComesTwiceAreDueInBothThereAndInTheFirstHere() {
        Instant from = Instant.parse("2026-10-24T12:00:00Z");
        Instant to = Instant.parse("2026-10-25T12:00:00Z");

        List<Instant> theirs = theirs("*/15 2 * * *", "Europe/Berlin", from, to);
        assertThat(theirs).hasSize(8);
        assertThat(ours("*/15 2 * * *", "Europe/Berlin", from, to)).isEqualTo(theirs.subList(0, 4));
    }

    private static List<Instant> ours(String cron, String zone) {
        return ours(cron, zone, FROM, TO);
    }

    private static List<Instant> theirs(String cron, String zone) {
        return theirs(cron, zone, FROM, TO);
    }

    private static List<Instant> ours(String cron, String zone, Instant from, Instant to) {
        CronSchedule schedule = new CronSchedule(cron, ZoneId.of(zone));
        List<Instant> dates = new ArrayList<>();
        schedule.after(from).ifPresent(dates::add);
        while (!dates.isEmpty() && !dates.getLast().isAfter(to)) {
            dates.add(schedule.after(dates.getLast()).orElse(Instant.MAX));
        }
        dates.removeIf(date -> date.isAfter(to));
        return dates;
    }

    private static List<Instant> theirs(String cron, String zone, Instant from, Instant to) {
        ExecutionTime times = ExecutionTime.forCron(PARSER.parse(cron));
        List<Instant> dates = new ArrayList<>();
        ZonedDateTime next = times.nextExecution(from.atZone(ZoneId.of(zone))).orElseThrow();
        while (!next.toInstant().isAfter(to)) {
            dates.add(next.toInstant());
            next = times.nextExecution(next).orElseThrow();
        }
        return dates;
    }
}
