package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Messages go to public addresses only, and to that address which was checked. */
class PublicAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:8.8.8.8",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2001:20::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "5f00::1",
                "4000::1",
                "2620:4f:8000::1"
            })
    void whatIsNotForEverybodyIsRefused(String text) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(text);
        // A mapped address is that address.
        boolean isMappedPublic = text.equals("::ffff:8.8.8.8");
        assertThat(PublicAddresses.isPublic(address)).isEqualTo(isMappedPublic);
        assertThat(post(host -> new InetAddress[] {address}, false).outcome() == Outcome.ADDRESS_REFUSED)
                .isEqualTo(!isMappedPublic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "2620:0:2d0::1"
            })
    void publicOnesAreNot(String text) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(text))).isTrue();
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnoughToRefuse() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")};
        assertThat(post(host -> both, false).outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
    }

    @Test
    void theCheckedAddressIsTheOneConnectedTo() throws IOException {
        AtomicInteger served = new AtomicInteger();
        HttpServer inside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        inside.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        inside.start();
        AtomicInteger asked = new AtomicInteger();
        // Public the first time, this machine from then on: a second look-up would arrive at the server above. The
        // public
        // one is on a port that is closed to be over soon.
        HostNames rebinding = host -> new InetAddress[] {
            asked.getAndIncrement() == 0 ? InetAddress.getByName("1.1.1.1") : InetAddress.getLoopbackAddress()
        };
        try {
            URI url = URI.create("http://rebind.example:" + inside.getAddress().getPort() + "/");
            assertThat(post(rebinding, url, false).outcome()).isNotEqualTo(Outcome.SENT);
            assertThat(asked).hasValue(1);
            assertThat(served).hasValue(0);
            assertThat(post(rebinding, url, false).outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
            assertThat(served).hasValue(0);
        } finally {
            inside.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "ftp://example.com/",
                "https://example.com:22/",
                "https://user@example.com/",
                "https://user:pass@example.com/",
                "https://example.com/#x",
                "https:///x",
                "file:///etc/passwd",
                "nonsense",
                "https://exa mple.com/",
                "javascript:alert(1)",
                "https://example.com:80/",
                "//example.com/",
                ""
            })
    void urlsOfOtherKindsAreRefused(String text) {
        assertThat(WebhookUrls.read(text, false)).isEmpty();
        assertThat(WebhookUrls.read(text, true)).isEmpty();
    }

    @Test
    void thisMachineIsForTheLocalProfileOnly() {
        assertThat(WebhookUrls.read("http://127.0.0.1:9000/x", true)).isPresent();
        assertThat(WebhookUrls.read("http://127.0.0.1:9000/x", false)).isEmpty();
        assertThat(WebhookUrls.read("https://hooks.example.com/a/b", false)).isPresent();
        MockEnvironment production = new MockEnvironment();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new AlertConfiguration(settings(true), production)))
                .hasMessageContaining("'local' only");
        new AlertConfiguration(settings(false), production);
        production.setActiveProfiles("local");
        new AlertConfiguration(settings(true), production);
    }

    private static Webhooks.Answer post(HostNames names, boolean local) {
        return post(names, URI.create("https://hook.example/"), local);
    }

    private static Webhooks.Answer post(HostNames names, URI url, boolean local) {
        Webhooks webhooks = new Webhooks(names, settings(local));
        try {
            return webhooks.post(url, "{}", Map.of());
        } finally {
            try {
                webhooks.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static AlertSettings settings(boolean local) {
        Duration some = Duration.ofSeconds(1);
        return new AlertSettings(
                "",
                some,
                some,
                some,
                some,
                100,
                local,
                new AlertSettings.Mail("", 25, "", "", AlertSettings.Tls.STARTTLS, "a@example.com"));
    }
}
