package io.headgate.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that nobody should have sent, and what may be registered and watched for. */
class HostileArrivalTests extends ArrivalTestBase {

    @ParameterizedTest
    @CsvSource({
        "raw/../secret.csv, BAD_NAME, raw/../secret.csv",
        "raw/%2E%2E/secret.csv, BAD_NAME, raw/../secret.csv",
        "raw//x.csv, BAD_NAME, raw//x.csv",
        "/raw/x.csv, BAD_NAME, /raw/x.csv",
        "raw/a%5Cb.csv, BAD_NAME, raw/a\\b.csv",
        "raw/a%0Ab.csv, BAD_NAME, raw/a\\u{000A}b.csv",
        "raw/a%00b.csv, BAD_NAME, raw/a\\u{0000}b.csv",
        "raw/%E2%80%AEvsc.csv, BAD_NAME, raw/\\u{202E}vsc.csv",
        "raw/x%5B1%5D.csv, BAD_NAME, raw/x[1].csv",
        "raw/%24%7Brun.date%7D.csv, BAD_NAME, raw/${run.date}.csv",
        "raw/%ZZ.csv, BAD_NAME, raw/%ZZ.csv",
        "raw/_SUCCESS, HIDDEN, raw/_SUCCESS",
        "raw/_temporary/0/x.csv, HIDDEN, raw/_temporary/0/x.csv",
        "raw/folder/, FOLDER, raw/folder/",
        "rawer/x.csv, OUTSIDE, rawer/x.csv",
        "raw/elsewhere.txt, UNWATCHED, raw/elsewhere.txt"
    })
    void eachKeyThatCountsForNothingSaysWhyAndIsShownEscaped(String key, String reason, String shown) {
        registered();
        watch("*.csv");
        told(key);
        lookAtAll();

        assertThat(ignored()).containsExactly(reason + " " + shown);
        assertThat(started()).isEmpty();
        assertThat(queueView().path("ignored").asInt()).isEqualTo(1);
    }

    @Test
    void aKeyOfHugeLengthIsCutOffWhereItIsShown() {
        registered();
        watch("");
        told("raw/" + "x".repeat(5000));
        lookAtAll();

        assertThat(ignored())
                .singleElement()
                .satisfies(shown -> assertThat(shown).hasSizeLessThan(320));
    }

    @Test
    void aFileOfAnotherTenantsBucketDoesNothingInEitherTenant() {
        registered();
        watch("");
        String theirs = "theirs-" + UUID.randomUUID();
        TestTenant other = tenants.create(Node.after());
        tenants.sql(
                other.id(),
                "INSERT INTO location VALUES (?, ?, 'in', 'A place', ?, '', 'READ', 'INTERNAL', now())",
                other.id(),
                UUID.randomUUID(),
                theirs);
        queues.send(queue, NotificationsTests.s3(theirs, "raw/x.csv", "1"));
        lookAtAll();

        assertThat(ignored()).containsExactly("FOREIGN_BUCKET raw/x.csv");
        assertThat(started()).isEmpty();
        assertThat(tenants.query(other.id(), Integer.class, "SELECT count(*) FROM run"))
                .containsExactly(0);
        assertThat(tenants.query(other.id(), Integer.class, "SELECT count(*) FROM arrival_ignored"))
                .containsExactly(0);
    }

    @Test
    void whatEventBridgeTellsOfAnotherAccountDoesNothing() {
        registered();
        watch("");
        String message = NotificationsTests.bridge("raw/x.csv", "1", "999999999999");
        queues.send(queue, message.replace("\"data\"", "\"" + bucket + "\""));
        queues.send(
                queue,
                NotificationsTests.bridge("raw/ours.csv", "1", account).replace("\"data\"", "\"" + bucket + "\""));
        lookAtAll();
        decided();

        assertThat(ignored()).containsExactly("FOREIGN_ACCOUNT raw/x.csv");
        assertThat(started()).hasSize(1);
    }

    @Test
    void whatIsNotOursIsCountedAndDeletedAndTheNewestHundredAreKept() {
        registered();
        queues.send(queue, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}");
        for (int i = 0; i < 120; i++) {
            queues.send(queue, "not JSON \u0000 " + i);
        }
        lookAtAll();

        assertThat(queueView().path("ignored").asInt()).isEqualTo(121);
        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM arrival_ignored"))
                .containsExactly(100);
        assertThat(ignored()).hasSize(10).allMatch(each -> each.startsWith("NOT_OURS"));
    }

    @Test
    void whatHeadgateKeepsInItsWorkspaceIsNoArrival() {
        registered();
        location("everything", "", "READ");
        tenants.sql(tenant.id(), "UPDATE aws_account SET workspace = ?", "s3://" + bucket + "/headgate");
        assertThat(tryToWatch("everything", "", "EACH", 0).status()).isEqualTo(201);
        told("headgate/runs/x/result.json");
        told("headgate-not/x.json");
        lookAtAll();
        decided();

        assertThat(ignored()).containsExactly("WORKSPACE headgate/runs/x/result.json");
        assertThat(started()).hasSize(1);
    }

    @Test
    void onlyAQueueOfTheRegisteredAccountInItsRegionIsTaken() {
        assertThat(problem(register(arn().replace(account, "999999999999")))).isEqualTo("queue.elsewhere");
        assertThat(problem(register(arn().replace("eu-central-1", "us-east-1"))))
                .isEqualTo("queue.region");
        for (String wrong : new String[] {"x", arn() + ".fifo", arn() + "/x", arn().replace("sqs", "sns")}) {
            assertThat(problem(register(wrong))).as(wrong).isEqualTo("queue.arn");
        }
        assertThat(register(arn() + "-not-there").code()).isEqualTo("queue.missing");
        queues.refuse(
                "ReceiveMessage",
                queue,
                FakeCloud.Answer.refused("AccessDeniedException", "not authorized to perform: sqs:ReceiveMessage"));
        Api.Answer denied = register(arn());
        assertThat(denied.code()).isEqualTo("queue.denied");
        assertThat(denied.json().path("checks").path(0).path("remedy").asString())
                .contains("sqs:ReceiveMessage");
        assertThat(queueView().path("registered").asBoolean()).isFalse();

        queues.refuse("ReceiveMessage", queue, null);
        registered();
        assertThat(admin().get(base + "/accounts")
                        .json()
                        .path(0)
                        .path("queueArn")
                        .asString())
                .isEqualTo(arn());
    }

    @Test
    void aQueueThatCannotBeReadAnyMoreSaysWhy() {
        registered();
        queues.refuse("ReceiveMessage", queue, FakeCloud.Answer.refused("AccessDeniedException", "no"));

        look();

        assertThat(queueView().path("trouble").asString()).contains("may not use the queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "a//b", "../x", "**", "x[1]", "{Shop}", "a\\b"})
    void aPatternThatIsNoneIsRefusedWithAReason(String pattern) {
        Api.Answer refused = tryToWatch("in", pattern, "EACH", 0);

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(problem(refused)).isEqualTo("watch.pattern");
    }

    @Test
    void whatCannotBeWatchedForIsRefused() {
        location("out", "out", "WRITE");
        assertThat(tryToWatch("out", "", "EACH", 0).code()).isEqualTo("location.not-for-read");
        assertThat(tryToWatch("nowhere", "", "EACH", 0).code()).isEqualTo("location.unknown");
        assertThat(problem(tryToWatch("in", "", "EACH", 5))).isEqualTo("watch.minutes");
        assertThat(problem(tryToWatch("in", "", "QUIET", 0))).isEqualTo("watch.minutes");
        assertThat(tryToWatch("in", "", "QUIET", 1441).status()).isEqualTo(422);
        watch("");
        assertThat(tryToWatch("in", "", "QUIET", 5).code()).isEqualTo("watch.there");
    }

    @Test
    void whoMayOnlyLookSeesWhatBecameOfFilesAndNoNames() {
        registered();
        watch("");
        told("raw/secret-name.csv");
        queues.send(queue, NotificationsTests.s3(bucket, "elsewhere/secret-name.csv", "7"));
        lookAtAll();
        decided();
        Api viewer = viewer();

        Api.Answer seen = viewer.get(base + "/processes/work/arrivals");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).doesNotContain("secret-name").contains("It started a run.");
        assertThat(viewer.get(base + "/processes/work/arrivals/matches?location=in")
                        .code())
                .isEqualTo("access.role-missing");
        assertThat(viewer.post(
                                base + "/processes/work/arrivals",
                                "{\"location\":\"in\",\"pattern\":\"x\",\"gather\":\"EACH\",\"minutes\":0}")
                        .code())
                .isEqualTo("access.role-missing");
    }

    @Test
    void theFilesThatWouldFitAreShownBeforeAnythingIsSet() {
        for (String key : new String[] {"day-2026-01-31.csv", "old/day-2026-01-30.csv", "day-x.csv", "_SUCCESS"}) {
            FakeCloud.get().put(bucket + "/raw/" + key, new byte[3]);
        }
        Api.Answer matches =
                admin().get(base + "/processes/work/arrivals/matches?location=in&pattern=day-%7Bdate%7D.csv");

        assertThat(matches.status()).as(matches.body()).isEqualTo(200);
        assertThat(matches.json().path("count").asInt()).isEqualTo(1);
        assertThat(matches.json().path("files").path(0).path("path").asString()).isEqualTo("day-2026-01-31.csv");
        assertThat(matches.json().path("files").path(0).path("date").asString()).isEqualTo("2026-01-31");
        assertThat(matches.json().path("all").asBoolean()).isTrue();
    }

    private static String problem(Api.Answer answer) {
        return answer.json().path("problems").path(0).path("code").asString("none: " + answer.body());
    }

    private Api viewer() {
        String name = "arrivals-viewer-" + UUID.randomUUID();
        String password = "a long enough password";
        Api.Answer added = admin().post(
                        base + "/members",
                        "{\"username\":\"%s\",\"displayName\":\"U\",\"role\":\"viewer\",\"password\":\"%s\"}"
                                .formatted(name, password));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        Api.Answer session = Api.with(port)
                .post("/api/v1/session", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
        String cookie = session.response().headers().firstValue("Set-Cookie").orElseThrow();
        return Api.with(
                port,
                "Cookie",
                cookie.substring(0, cookie.indexOf(';')),
                "X-CSRF-Token",
                session.json().path("csrfToken").asString());
    }
}
