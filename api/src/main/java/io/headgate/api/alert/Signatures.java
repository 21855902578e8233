package io.headgate.api.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what is posted: HMAC-SHA256, with the channel's key, of the timestamp, a dot and the body. */
final class Signatures {

    static final String DELIVERY = "Headgate-Delivery";
    static final String TIMESTAMP = "Headgate-Timestamp";
    static final String SIGNATURE = "Headgate-Signature";

    private Signatures() {}

    static Map<String, String> headers(UUID delivery, Instant now, String secret, String body) {
        String timestamp = String.valueOf(now.getEpochSecond());
        return Map.of(
                DELIVERY,
                delivery.toString(),
                TIMESTAMP,
                timestamp,
                SIGNATURE,
                "v1=" + hmac(secret, timestamp + "." + body));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
        }
    }
}
