package io.headgate.api.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Seals the secrets of channels with AES-256-GCM. What is sealed opens only as the same column of the same channel. */
@Component
class Sealer {

    /** What was sealed cannot be opened: its key is gone, or it is not what was sealed. */
    static final class UnsealableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private UnsealableException(String message) {
            super(message);
        }
    }

    private static final String FORMAT = "v1";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    Sealer(AlertSettings settings) {
        this.keys = read(settings.keys());
    }

    /** Whether there is a key, without which nothing can be sealed. */
    boolean isReady() {
        return !keys.isEmpty();
    }

    String seal(UUID tenantId, UUID channelId, String column, String text) {
        String id = keys.keySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = apply(
                Cipher.ENCRYPT_MODE, id, nonce, tenantId, channelId, column, text.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return FORMAT + "." + id + "." + Base64.getEncoder().encodeToString(all);
    }

    String open(UUID tenantId, UUID channelId, String column, String sealed) {
        String[] parts = sealed.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(FORMAT) || !keys.containsKey(parts[1])) {
            throw new UnsealableException("no key opens this channel");
        }
        ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] rest = new byte[all.remaining()];
        all.get(rest);
        byte[] opened = apply(Cipher.DECRYPT_MODE, parts[1], nonce, tenantId, channelId, column, rest);
        return new String(opened, StandardCharsets.UTF_8);
    }

    private byte[] apply(
            int mode, String key, byte[] nonce, UUID tenantId, UUID channelId, String column, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((tenantId + "/" + channelId + "/" + column + "/" + key).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new UnsealableException("this is not what was sealed");
        }
    }

    private static Map<String, SecretKeySpec> read(String text) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String one : text.isBlank() ? new String[0] : text.split(",")) {
            String[] parts = one.strip().split(":", 2);
            byte[] key = parts.length == 2 && parts[0].matches("[a-z0-9-]{1,20}") ? decode(parts[1]) : new byte[0];
            if (key.length != KEY_BYTES || keys.put(parts[0], new SecretKeySpec(key, "AES")) != null) {
                throw new IllegalStateException(
                        "headgate.alerts.keys is not a list of id:base64, each of 32 bytes and with an id of its own.");
            }
        }
        return keys;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
