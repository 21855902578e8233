package io.headgate.api.environment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.mwaa.MwaaClient;
import software.amazon.awssdk.services.mwaa.model.InvokeRestApiRequest;
import software.amazon.awssdk.services.mwaa.model.InvokeRestApiResponse;
import software.amazon.awssdk.services.mwaa.model.RestApiClientException;
import software.amazon.awssdk.services.mwaa.model.RestApiMethod;
import software.amazon.awssdk.services.mwaa.model.RestApiServerException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Airflow's REST API, carried by MWAA's InvokeRestApi: at most 64 characters of path, ten calls a second for an environment
 * (Amazon MWAA user guide). What counts is the status that Airflow gave, not that of the outer call.
 */
@Component
public class AirflowApi {

    private static final int LONGEST_PATH = 64;

    private final MwaaClient mwaa;
    private final JsonMapper json;
    private final Environments.Settings settings;
    private final Map<String, CallPace> paces = new ConcurrentHashMap<>();

    AirflowApi(MwaaClient mwaa, JsonMapper json, Environments.Settings settings) {
        this.mwaa = mwaa;
        this.json = json;
        this.settings = settings;
    }

    public AirflowAnswer get(String environment, String path, Map<String, Object> query) {
        return call(environment, RestApiMethod.GET, path, query, Map.of());
    }

    public AirflowAnswer post(String environment, String path, Map<String, ? extends @Nullable Object> body) {
        return call(environment, RestApiMethod.POST, path, Map.of(), body);
    }

    public AirflowAnswer patch(String environment, String path, Map<String, Object> body) {
        return call(environment, RestApiMethod.PATCH, path, Map.of(), body);
    }

    public AirflowAnswer delete(String environment, String path) {
        return call(environment, RestApiMethod.DELETE, path, Map.of(), Map.of());
    }

    private AirflowAnswer call(
            String environment,
            RestApiMethod method,
            String path,
            Map<String, Object> query,
            Map<String, ? extends @Nullable Object> body) {
        if (path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException("InvokeRestApi takes paths of at most 64 characters: " + path);
        }
        InvokeRestApiRequest.Builder request =
                InvokeRestApiRequest.builder().name(environment).method(method).path(path);
        if (!query.isEmpty()) {
            request.queryParameters(document(query));
        }
        if (!body.isEmpty()) {
            request.body(document(body));
        }
        paces.computeIfAbsent(environment, name -> new CallPace(settings.callsPerSecond()))
                .await();
        try {
            InvokeRestApiResponse response = mwaa.invokeRestApi(request.build());
            return new AirflowAnswer(response.restApiStatusCode(), node(response.restApiResponse()));
        } catch (RestApiClientException e) {
            return new AirflowAnswer(e.restApiStatusCode(), node(e.restApiResponse()));
        } catch (RestApiServerException e) {
            throw new AirflowAwayException("Airflow answered " + e.restApiStatusCode(), e);
        } catch (SdkException e) {
            throw new AirflowAwayException("MWAA did not carry the call: " + e.getMessage(), e);
        }
    }

    private JsonNode node(@Nullable Document document) {
        return document == null ? json.nullNode() : json.valueToTree(document.unwrap());
    }

    private static Document document(@Nullable Object value) {
        return switch (value) {
            case null -> Document.fromNull();
            case Map<?, ?> map ->
                Document.fromMap(map.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()), entry -> document(entry.getValue()))));
            case List<?> list ->
                Document.fromList(list.stream().map(AirflowApi::document).toList());
            case Boolean bool -> Document.fromBoolean(bool);
            case Integer number -> Document.fromNumber(number);
            default -> Document.fromString(value.toString());
        };
    }
}
