package io.headgate.api.arrival;

import io.headgate.api.platform.Ids;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what S3 writes to a queue: its own notifications (S3 user guide, "Event message structure") and EventBridge's (the
 * same, "Amazon S3 event notification types and destinations: EventBridge"). Anybody who may write to the queue may have
 * written it, so nothing in it is believed that the caller does not check.
 */
final class Notifications {

    /** S3 sends one record a message; more than this is nobody's. */
    private static final int MOST_RECORDS = 100;

    /** Bytes of a key's UTF-8 form (S3 user guide, "Creating object key names"). */
    private static final int LONGEST_KEY = 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .build();

    private Notifications() {}

    /**
     * What a message tells.
     *
     * @param account number of the account that the queue lives in
     */
    static List<Told> read(String body, String account) {
        JsonNode message;
        try {
            message = JSON.readTree(body);
        } catch (JacksonException e) {
            return nothing(Ignored.NOT_OURS);
        }
        if (message.path("Event").asString("").equals("s3:TestEvent")) {
            return List.of(new Told.Nothing(Ignored.TEST, message.path("Bucket").asString("")));
        }
        if (message.path("source").asString("").equals("aws.s3")) {
            return List.of(ofEventBridge(message, account));
        }
        JsonNode records = message.path("Records");
        if (!records.isArray() || records.isEmpty() || records.size() > MOST_RECORDS) {
            return nothing(Ignored.NOT_OURS);
        }
        List<Told> told = new ArrayList<>();
        records.forEach(each -> told.add(ofS3(each)));
        return told;
    }

    /** Keys come encoded as in a form, a blank as a plus sign. */
    private static Told ofS3(JsonNode told) {
        JsonNode object = told.path("s3").path("object");
        String bucket = told.path("s3").path("bucket").path("name").asString("");
        String encoded = object.path("key").asString("");
        if (!told.path("eventSource").asString("").equals("aws:s3") || bucket.isEmpty() || encoded.isEmpty()) {
            return new Told.Nothing(Ignored.NOT_OURS, encoded);
        }
        if (!told.path("eventName").asString("").startsWith("ObjectCreated:")) {
            return new Told.Nothing(Ignored.NOT_CREATED, encoded);
        }
        String key;
        try {
            key = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new Told.Nothing(Ignored.BAD_NAME, encoded);
        }
        return file(bucket, key, object, "versionId", told.path("eventTime").asString(""));
    }

    /** Keys come as they are. */
    private static Told ofEventBridge(JsonNode message, String account) {
        JsonNode detail = message.path("detail");
        JsonNode object = detail.path("object");
        String bucket = detail.path("bucket").path("name").asString("");
        String key = object.path("key").asString("");
        if (bucket.isEmpty() || key.isEmpty()) {
            return new Told.Nothing(Ignored.NOT_OURS, key);
        }
        if (!message.path("account").asString("").equals(account)) {
            return new Told.Nothing(Ignored.FOREIGN_ACCOUNT, key);
        }
        if (!message.path("detail-type").asString("").equals("Object Created")) {
            return new Told.Nothing(Ignored.NOT_CREATED, key);
        }
        return file(bucket, key, object, "version-id", message.path("time").asString(""));
    }

    /** The sequencer tells two writes of a key apart; where there is none, version or hash and time do. */
    private static Told file(String bucket, String key, JsonNode object, String version, String time) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY || !ShownName.isPlain(key)) {
            return new Told.Nothing(Ignored.BAD_NAME, key);
        }
        String sequencer = object.path("sequencer").asString("");
        String mark = sequencer.isEmpty()
                ? String.join(
                        "\n",
                        object.path(version).asString(""),
                        object.path("eTag").asString(object.path("etag").asString("")),
                        time)
                : sequencer;
        return new Told.File(bucket, key, Ids.sha256(String.join("\n", bucket, key, mark)));
    }

    private static List<Told> nothing(Ignored why) {
        return List.of(new Told.Nothing(why, ""));
    }
}
