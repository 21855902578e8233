package io.headgate.api.environment;

import io.headgate.api.platform.HeadgateProperties;
import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connections by which DAGs reach Headgate's callbacks, kept in Secrets Manager where MWAA's secrets backend reads them
 * (prefix {@code airflow/connections}).
 */
@Component
class AirflowConnections {

    private final SecretsManagerClient secrets;
    private final HeadgateProperties properties;
    private final JsonMapper json;

    AirflowConnections(SecretsManagerClient secretsManager, HeadgateProperties properties, JsonMapper json) {
        this.secrets = secretsManager;
        this.properties = properties;
        this.json = json;
    }

    /** Writes the connection of a tenant; a second call replaces the token. */
    void write(String connectionId, String token) {
        URI url = properties.publicUrl();
        int port = url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        String value = json.writeValueAsString(Map.of(
                "conn_type",
                "http",
                "schema",
                url.getScheme(),
                "host",
                url.getHost(),
                "port",
                port,
                "password",
                token));
        String name = "airflow/connections/" + connectionId;
        try {
            secrets.createSecret(request -> request.name(name).secretString(value));
        } catch (ResourceExistsException e) {
            secrets.putSecretValue(request -> request.secretId(name).secretString(value));
        }
    }
}
