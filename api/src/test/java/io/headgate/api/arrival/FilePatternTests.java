package io.headgate.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTests {

    @ParameterizedTest
    @CsvSource({
        "orders/*.csv, orders/a.csv, true",
        "orders/*.csv, orders/.csv, true",
        "orders/*.csv, orders/a.csv.gz, false",
        "orders/*.csv, orders/old/a.csv, false",
        "orders/*.csv, orders/ünï 1+1.csv, true",
        "orders/, orders/old/a.csv, true",
        "orders/, orders, false",
        "orders/, ordersx/a.csv, false",
        "'', anything/at/all.csv, true",
        "*/x.csv, a/x.csv, true",
        "a?c.csv, abc.csv, true",
        "a?c.csv, ac.csv, false",
        "a.csv, axcsv, false",
        "day-{date}.csv, day-2026-02-28.csv, true",
        "day-{date}.csv, day-20260228.csv, true",
        "day-{date}.csv, day-2026-02-30.csv, false",
        "day-{date}.csv, day-2026-2-3.csv, false",
        "{shop}/*.csv, north-1/a.csv, true",
        "{shop}/*.csv, north 1/a.csv, false",
        "{shop}/*.csv, '-rf/a.csv', false"
    })
    void aPathFitsOrDoesNot(String pattern, String path, boolean fits) {
        assertThat(FilePattern.stored(pattern).match(path).isPresent()).isEqualTo(fits);
    }

    @Test
    void whatAPathHoldsIsTakenOutOfIt() {
        FilePattern.Values values = FilePattern.stored("sales/{shop}/{date}_{part}.csv")
                .match("sales/north.1/20260131_7.csv")
                .orElseThrow();

        assertThat(values.date()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(values.parameters()).isEqualTo(Map.of("shop", "north.1", "part", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/*.csv",
                "a//b",
                "../*",
                "a/./b",
                "**/x.csv",
                "a\\b",
                "x[1].csv",
                "{}",
                "{Shop}",
                "{a b}",
                "{shop",
                "shop}",
                "{{shop}}",
                "{shop}/{shop}",
                "{date}/{date}",
                "*a*b*c*d",
                "a\u202Eb",
                "a\u0000b",
                "a\nb"
            })
    void whatIsNoPatternIsSaidSo(String text) {
        assertThat(FilePattern.read(text)).isInstanceOf(FilePattern.Reading.Bad.class);
    }

    @Test
    void aPatternIsNoLongerThanItMayBe() {
        assertThat(FilePattern.read("a".repeat(300))).isInstanceOf(FilePattern.Reading.Good.class);
        assertThat(FilePattern.read("a".repeat(301))).isInstanceOf(FilePattern.Reading.Bad.class);
    }

    @ParameterizedTest
    @CsvSource({"orders/2026/*.csv, orders/2026/", "orders/day-{date}.csv, orders/day-", "orders/, orders/", "'', ''"})
    void theBeginningIsWhatAllPathsShare(String pattern, String begin) {
        assertThat(FilePattern.stored(pattern).begin()).isEqualTo(begin);
    }

    /** Whoever names files must not be able to keep a processor busy. */
    @Test
    void noNameIsCostlyToMatch() {
        FilePattern pattern = FilePattern.stored("*a*a*b/*a*a*b/*a*a*b/x");
        String name = "a".repeat(255);
        String path = name + "/" + name + "/" + name + "/x";

        long begun = System.nanoTime();
        assertThat(pattern.match(path)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThat(pattern.match("a".repeat(256) + "/b/c/x")).isEmpty();
    }
}
