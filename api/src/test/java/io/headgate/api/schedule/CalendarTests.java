package io.headgate.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.time.Duration;
import java.time.Year;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Holiday calendars, and the iCalendar texts that they are read from. */
@ApiTest
class CalendarTests {

    private static final int THIS_YEAR = Year.now(java.time.ZoneOffset.UTC).getValue();

    /** Texts that cost much, or are none. Each is refused or read in part, and soon. */
    static final List<String> HOSTILE = List.of(
            "nothing",
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nEND:VEVENT",
            "BEGIN:VCALENDAR\r\n".repeat(5_000),
            "BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n".repeat(20_000),
            ical(event("19010101", "RRULE:FREQ=DAILY")),
            ical(event("00010101", "RRULE:FREQ=DAILY")),
            ical(event("20270101", "RRULE:FREQ=SECONDLY")),
            ical(event("20270101", "RRULE:FREQ=MINUTELY;INTERVAL=1;COUNT=2147483647")),
            ical(event("20270101", "RRULE:FREQ=DAILY;INTERVAL=0")),
            ical(event("20270101", "RRULE:FREQ=DAILY;INTERVAL=-1")),
            ical(event("20270101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
            ical(event("20270101", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
            ical(event("20270101", "RRULE:FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31")),
            ical(event("20270101", "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;BYSETPOS=5")),
            ical(event("20270101", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYYEARDAY=200")),
            ical(event("20270101", "RRULE:FREQ=YEARLY;BYDAY=" + "MO,".repeat(20_000) + "TU")),
            ical(event("20270101", "RRULE:FREQ=YEARLY;BYHOUR=1,2,3;BYSECOND=1,2,3,4,5")),
            ical(event("20270101", "RRULE:FREQ=NEVER")),
            ical(event("20270101", "RRULE:")),
            ical(event("20270101", "RRULE:FREQ=DAILY;UNTIL=x;COUNT=y")),
            ical(event("20270101", "DTEND;VALUE=DATE:99991231")),
            ical(event("20270101", "DURATION:P99999999W")),
            ical(event("20279999", "SUMMARY:a")),
            ical(event("20270101", "RDATE;VALUE=DATE:" + "20270102,".repeat(20_000) + "20270103")),
            ical(event("20270101", "EXRULE:FREQ=DAILY")),
            ical(event("20270101", "DTSTART;TZID=Mars/Olympus:20270101T000000")),
            ical("BEGIN:VEVENT\r\nEND:VEVENT\r\n"),
            ical(event("20270101", "SUMMARY:" + "x".repeat(100_000))),
            ical(event("20270101", "SUMMARY:a\\u0000b\u0001\u202e")),
            ical(event("20270101", "ATTACH:http://169.254.169.254/latest/meta-data")),
            ical(IntStream.range(0, 2_001)
                    .mapToObj(i -> event("20270101", "UID:" + i))
                    .collect(Collectors.joining())),
            ical(IntStream.range(0, 400)
                    .mapToObj(i -> event("19010101", "RRULE:FREQ=DAILY"))
                    .collect(Collectors.joining())));

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    private TestTenant tenant;
    private String calendars;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
        calendars = "/api/v1/tenants/" + tenant.view().key() + "/calendars";
    }

    @Test
    void holidaysAreReadFromACalendarThatAProgramExported() {
        String id = add("Bank holidays", "{\"day\":\"%d-12-24\",\"name\":\"Christmas Eve\"}".formatted(THIS_YEAR));

        Api.Answer answer = read(
                id,
                ical(event(THIS_YEAR + "0101", "SUMMARY:New Year\\, 1 January\r\nRRULE:FREQ=YEARLY")
                        + event(THIS_YEAR + "1225", "SUMMARY:Christmas\r\nDTEND;VALUE=DATE:" + THIS_YEAR + "1227")
                        + event(THIS_YEAR + "0501", "SUMMARY:Off\r\nSTATUS:CANCELLED")
                        + "BEGIN:VEVENT\r\nDTSTART:" + THIS_YEAR
                        + "0102T100000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\n"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("added").asInt())
                .as("six years of New Year, two days")
                .isEqualTo(8);
        assertThat(answer.json().path("calendar").path("days").valueStream())
                .extracting(day ->
                        day.path("day").asString() + " " + day.path("name").asString())
                .contains(
                        THIS_YEAR + "-01-01 New Year, 1 January",
                        (THIS_YEAR + 5) + "-01-01 New Year, 1 January",
                        THIS_YEAR + "-12-24 Christmas Eve",
                        THIS_YEAR + "-12-25 Christmas",
                        THIS_YEAR + "-12-26 Christmas");
        assertThat(answer.json().path("leftOut").valueStream())
                .extracting(problem -> problem.path("message").asString())
                .containsExactlyInAnyOrder(
                        "'Off' is left out: it is cancelled.", "'Meeting' is left out: it is not a whole day.");
        assertThat(read(id, ical(event(THIS_YEAR + "0101", "RRULE:FREQ=YEARLY")))
                        .json()
                        .path("added")
                        .asInt())
                .as("again")
                .isZero();
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aHostileTextIsRefusedOrReadInPartAndSoon(String text) {
        String id = add("Hostile", "");
        long begin = System.nanoTime();

        Api.Answer answer = read(id, text);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(answer.status()).as(answer.body()).isIn(200, 422);
        if (answer.status() == 422) {
            assertThat(answer.code()).startsWith("calendar.");
            assertThat(answer.json().path("problems").size()).isEqualTo(1);
        } else {
            assertThat(answer.json().path("added").asInt()).isLessThanOrEqualTo(Calendars.MOST_DAYS);
        }
        assertThat(answer.body()).doesNotContain("Exception", "biweekly");
    }

    @Test
    void aTextOrACalendarThatIsTooLargeIsRefused() {
        String id = add("Large", "");

        assertThat(read(id, "x".repeat(CalendarImport.MOST_CHARACTERS + 1)).code())
                .isEqualTo("input.invalid");
        Api.Answer twice = admin().call(
                        "PUT",
                        calendars + "/" + id,
                        "application/json",
                        "{\"name\":\"Large\",\"days\":[{\"day\":\"2027-01-01\",\"name\":\"a\"},{\"day\":\"2027-01-01\",\"name\":\"b\"},{\"day\":\"9999-01-01\",\"name\":\"c\"}]}");
        assertThat(twice.code()).isEqualTo("calendar.invalid");
        assertThat(twice.json().path("problems").size()).as("each of them").isEqualTo(2);
    }

    @Test
    void whoLeavesThePauseOutPausesNothingAndWakesNothing() {
        String schedule = "/api/v1/tenants/" + tenant.view().key() + "/processes/work/schedule";

        assertThat(set(schedule, "0 6 * * *", "")).as("a new one").isFalse();
        assertThat(set(schedule, "0 7 * * *", "")).as("an active one").isFalse();
        assertThat(set(schedule, "0 7 * * *", ",\"paused\":true")).isTrue();
        assertThat(set(schedule, "0 8 * * *", "")).as("a paused one").isTrue();
    }

    private boolean set(String schedule, String cron, String more) {
        String body = "{\"cron\":\"" + cron + "\",\"zone\":\"UTC\"" + more + "}";
        return admin().call("PUT", schedule, "application/json", body)
                .json()
                .path("paused")
                .asBoolean();
    }

    @Test
    void aCalendarInUseIsNotRemovedAndSaysWhoUsesIt() {
        String id = add("Used", "{\"day\":\"2027-01-01\",\"name\":\"New Year\"}");
        String schedule = "/api/v1/tenants/" + tenant.view().key() + "/processes/work/schedule";
        String body = "{\"cron\":\"0 6 * * *\",\"zone\":\"UTC\",\"calendar\":\"" + id + "\",\"holidays\":\"next\"}";
        Api.Answer set = admin().call("PUT", schedule, "application/json", body);
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(set.json().path("calendarName").asString()).isEqualTo("Used");

        admin().post("/api/v1/tenants/" + tenant.view().key() + "/stages", "{\"key\":\"dev\",\"name\":\"Dev\"}");
        admin().call("PUT", schedule + "?stage=dev", "application/json", body);

        Api.Answer refused = admin().call("DELETE", calendars + "/" + id, "", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("calendar.in-use");
        assertThat(refused.json().path("detail").asString()).contains(": work.");

        admin().call("DELETE", schedule, "", "");
        admin().call("DELETE", schedule + "?stage=dev", "", "");
        assertThat(admin().call("DELETE", calendars + "/" + id, "", "").status())
                .isEqualTo(204);
        assertThat(admin().get(calendars + "/" + id).code()).isEqualTo("calendar.unknown");
        assertThat(admin().call("PUT", schedule, "application/json", body)
                        .json()
                        .path("problems")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/calendar");
    }

    @Test
    void aCalendarOfAnotherTenantAnswersLikeOneThatIsNotThere() {
        String id = add("Ours", "");
        TestTenant other = tenants.create(Node.after());
        String theirs = "/api/v1/tenants/" + other.view().key();

        assertThat(admin().get(theirs + "/calendars/" + id).code()).isEqualTo("calendar.unknown");
        assertThat(admin().get(theirs + "/calendars").json().size()).isZero();
        Api.Answer set = admin().call(
                        "PUT",
                        theirs + "/processes/work/schedule",
                        "application/json",
                        "{\"cron\":\"0 6 * * *\",\"zone\":\"UTC\",\"calendar\":\"" + id + "\"}");
        assertThat(set.code()).isEqualTo("schedule.invalid");
    }

    private String add(String name, String days) {
        Api.Answer added = admin().post(calendars, "{\"name\":\"" + name + "\",\"days\":[" + days + "]}");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return added.json().path("id").asString();
    }

    private Api.Answer read(String id, String text) {
        return admin().post(
                        calendars + "/" + id + "/import",
                        Api.JSON.writeValueAsString(Api.JSON.createObjectNode().put("text", text)));
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }

    private static String event(String day, String more) {
        return "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + day + "\r\n" + more + "\r\nEND:VEVENT\r\n";
    }

    private static String ical(String events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + events + "END:VCALENDAR\r\n";
    }
}
