package io.headgate.api.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which URLs may be those of a channel. */
final class WebhookUrls {

    private static final int LONGEST = 2000;
    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);

    private WebhookUrls() {}

    /**
     * The URL, if it is {@code https} to a host on 443 or 8443, without a user.
     *
     * @param local whether {@code http} and other ports will do as well, to this machine
     */
    static Optional<URI> read(String text, boolean local) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean isWellFormed =
                    url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
            boolean isLocal = local && Set.of("127.0.0.1", "localhost").contains(String.valueOf(url.getHost()));
            boolean isSafe = scheme.equals("https") && PORTS.contains(url.getPort());
            return isWellFormed
                            && (isSafe || (isLocal && Set.of("http", "https").contains(scheme)))
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
