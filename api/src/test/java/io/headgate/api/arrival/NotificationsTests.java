package io.headgate.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of messages that anybody may have written. */
class NotificationsTests {

    private static final String ACCOUNT = "222222222222";

    @Test
    void theKeyOfAnS3NotificationIsDecodedAndThatOfEventBridgeIsNot() {
        assertThat(Notifications.read(s3("a+b%2Bc%C3%BC.csv", "1"), ACCOUNT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.File.class, file -> assertThat(file.key()).isEqualTo("a b+cü.csv"));
        assertThat(Notifications.read(bridge("a+b%2Bc.csv", "1", ACCOUNT), ACCOUNT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.File.class, file -> assertThat(file.key()).isEqualTo("a+b%2Bc.csv"));
    }

    @Test
    void theSameArrivalIsToldUnderTheSameIdentityByBothAndALaterOneIsNot() {
        String once = identity(s3("a.csv", "0055AED6DCD90281E5"));

        assertThat(identity(s3("a.csv", "0055AED6DCD90281E5"))).isEqualTo(once);
        assertThat(identity(bridge("a.csv", "0055AED6DCD90281E5", ACCOUNT))).isEqualTo(once);
        assertThat(identity(s3("a.csv", "0055AED6DCD90281E6"))).isNotEqualTo(once);
        assertThat(identity(s3("b.csv", "0055AED6DCD90281E5"))).isNotEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "7",
                "{}",
                "{\"Records\":[]}",
                "{\"Records\":{}}",
                "{\"Records\":[{}]}",
                "{\"Records\":[7]}",
                "{\"Records\":[{\"eventSource\":\"aws:sns\",\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"source\":\"aws.s3\",\"detail\":\"x\"}",
                "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":{}}}}]}"
            })
    void whatIsNoneOfS3sIsSaidSo(String body) {
        assertThat(Notifications.read(body, ACCOUNT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.Nothing.class, nothing -> assertThat(nothing.why()).isEqualTo(Ignored.NOT_OURS));
    }

    @Test
    void aMessageThatIsNestedWithoutEndOrHoldsThousandsIsNobodys() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String many = "{\"Records\":[" + "{},".repeat(1000) + "{}]}";

        assertThat(Notifications.read(deep, ACCOUNT)).hasSize(1);
        assertThat(Notifications.read(many, ACCOUNT)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "a%00.csv",
        "a%0Ab.csv",
        "%E2%80%AEvsc.exe",
        "a%E2%81%A6.csv",
        "a%EF%BB%BF.csv",
        "%ZZ",
        "a%E0%80.csv%",
        "%EE%80%80"
    })
    void aNameThatIsNotSeenAsItIsCountsForNothing(String encoded) {
        assertThat(Notifications.read(s3(encoded, "1"), ACCOUNT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.Nothing.class, nothing -> assertThat(nothing.why()).isEqualTo(Ignored.BAD_NAME));
    }

    @Test
    void aNameIsNoLongerThanS3LetsItBe() {
        assertThat(Notifications.read(s3("ü".repeat(512), "1"), ACCOUNT).getFirst())
                .isInstanceOf(Told.File.class);
        assertThat(Notifications.read(s3("ü".repeat(513), "1"), ACCOUNT).getFirst())
                .isInstanceOf(Told.Nothing.class);
    }

    @Test
    void aNameIsShownWithEverythingEscapedThatIsNotSeen() {
        assertThat(ShownName.of("a\u202Evsc\u0000\n\uD800.csv"))
                .isEqualTo("a\\u{202E}vsc\\u{0000}\\u{000A}\\u{D800}.csv");
        assertThat(ShownName.of("דוח 2026 ü.csv")).isEqualTo("דוח 2026 ü.csv");
        assertThat(ShownName.of("x".repeat(5000))).hasSize(301).endsWith("…");
        assertThat(ShownName.of("\u202E".repeat(5000)).length()).isLessThan(400);
    }

    @Test
    void whatIsNoNewFileOfTheAccountIsSaidSo() {
        assertThat(why(s3("a.csv", "1").replace("ObjectCreated:Put", "ObjectRemoved:Delete")))
                .isEqualTo(Ignored.NOT_CREATED);
        assertThat(why(bridge("a.csv", "1", ACCOUNT).replace("Object Created", "Object Deleted")))
                .isEqualTo(Ignored.NOT_CREATED);
        assertThat(why(bridge("a.csv", "1", "333333333333"))).isEqualTo(Ignored.FOREIGN_ACCOUNT);
        assertThat(why("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}"))
                .isEqualTo(Ignored.TEST);
    }

    private static Ignored why(String body) {
        return ((Told.Nothing) Notifications.read(body, ACCOUNT).getFirst()).why();
    }

    private static String identity(String body) {
        return ((Told.File) Notifications.read(body, ACCOUNT).getFirst()).identity();
    }

    static String s3(String encodedKey, String sequencer) {
        return s3("data", encodedKey, sequencer);
    }

    static String s3(String bucket, String encodedKey, String sequencer) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",\
                "eventTime":"2026-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0",\
                "bucket":{"name":%s},"object":{"key":%s,"size":3,"eTag":"e","sequencer":%s}}}]}""".formatted(json(bucket), json(encodedKey), json(sequencer));
    }

    static String bridge(String key, String sequencer, String account) {
        return Api.JSON.writeValueAsString(Map.of(
                "version", "0",
                "detail-type", "Object Created",
                "source", "aws.s3",
                "account", account,
                "time", "2026-01-01T00:00:00Z",
                "detail",
                        Map.of(
                                "bucket", Map.of("name", "data"),
                                "object", Map.of("key", key, "size", 3, "etag", "e", "sequencer", sequencer))));
    }

    private static String json(String text) {
        return Api.JSON.writeValueAsString(text);
    }
}
