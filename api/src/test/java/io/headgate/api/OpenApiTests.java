package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The committed contract is the one that the code has. {@code -Dopenapi.update=true} writes it anew. */
@ApiTest
class OpenApiTests {

    private static final Path COMMITTED = Path.of("openapi.yaml");

    @LocalServerPort
    int port;

    @Test
    void theCommittedContractIsTheOneThatTheCodeHas() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/openapi.yaml"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(COMMITTED, response.body());
        }
        assertThat(response.body()).isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void everyOperationHasANameOfItsOwn() throws Exception {
        assertThat(Files.readAllLines(COMMITTED).stream().filter(line -> line.startsWith("      operationId: ")))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationSaysWhatItDoes() throws Exception {
        List<String> lines = Files.readAllLines(COMMITTED);
        assertThat(lines.stream().filter(line -> line.startsWith("      summary: ")))
                .hasSameSizeAs(lines.stream()
                        .filter(line -> line.startsWith("      operationId: "))
                        .toList());
    }
}
