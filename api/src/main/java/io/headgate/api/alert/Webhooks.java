package io.headgate.api.alert;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts to addresses that tenants give. A host's addresses are found once for each connection, checked, and connected to: no
 * second look-up can bring another. No redirect is followed, no proxy used, no answer read beyond its head.
 */
@Component
class Webhooks {

    /**
     * What came back.
     *
     * @param status of HTTP; null when there was no answer
     */
    record Answer(Outcome outcome, @Nullable Integer status) {}

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout READ = Timeout.ofSeconds(8);
    private static final int MOST_SECONDS = 10;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-watch").factory());

    Webhooks(HostNames names, AlertSettings settings) {
        Http1Config heads = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked(names, settings.allowLocal()))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(heads)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(READ)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECT)
                        .setResponseTimeout(READ)
                        .setRedirectsEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Headgate")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    Answer post(URI url, String body, Map<String, String> headers) {
        HttpPost request = new HttpPost(url);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        headers.forEach(request::setHeader);
        AtomicBoolean isLate = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(
                () -> {
                    isLate.set(true);
                    request.cancel();
                },
                MOST_SECONDS,
                TimeUnit.SECONDS);
        // Closing the answer closes the connection; its body is not read.
        try (CloseableHttpResponse response = (CloseableHttpResponse) client.executeOpen(null, request, null)) {
            return new Answer(meaning(response.getCode()), response.getCode());
        } catch (IOException e) {
            return new Answer(isLate.get() ? Outcome.TOO_SLOW : meaning(e), null);
        } finally {
            end.cancel(false);
        }
    }

    @PreDestroy
    void close() throws IOException {
        watch.shutdownNow();
        client.close();
    }

    private static Outcome meaning(int status) {
        if (status >= 200 && status < 300) {
            return Outcome.SENT;
        }
        if (status >= 300 && status < 400) {
            return Outcome.REDIRECTED;
        }
        return status >= 500 || status == 408 || status == 425 || status == 429 ? Outcome.BUSY : Outcome.DECLINED;
    }

    private static Outcome meaning(IOException failure) {
        return switch (failure) {
            case RefusedAddressException refused -> Outcome.ADDRESS_REFUSED;
            case UnknownHostException unknown -> Outcome.NAME_UNKNOWN;
            case SSLException tls -> Outcome.TLS_FAILED;
            case SocketTimeoutException slow -> Outcome.TOO_SLOW;
            default -> Outcome.NOT_REACHED;
        };
    }

    /** The client asks it once for each connection, and connects to what it answers. */
    private record Checked(HostNames names, boolean allowLocal) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] all = names.addresses(host);
            boolean isLocal = allowLocal && all.length == 1 && all[0].isLoopbackAddress();
            return isLocal ? all : PublicAddresses.require(all, host);
        }

        @Override
        public @Nullable String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
