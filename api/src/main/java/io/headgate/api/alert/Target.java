package io.headgate.api.alert;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a message: a channel, or the owner of a process.
 *
 * @param key the same for the same target
 */
record Target(
        String key, @Nullable UUID channelId, @Nullable String owner) {

    static Target channel(UUID id) {
        return new Target("channel:" + id, id, null);
    }

    static Target owner(String username) {
        return new Target("owner:" + username, null, username);
    }
}
