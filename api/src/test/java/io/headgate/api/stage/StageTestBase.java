package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.Members;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A tenant with stages, called by members of it. */
@ApiTest
abstract class StageTestBase {

    /** A process that reads raw and writes out, and takes a country. */
    static final String PROCESS = """
            {"schemaVersion":1,"key":"work","name":"Work",
             "parameters":[{"key":"country","type":"string","required":true,"default":"DE"},
                           {"key":"days","type":"integer","default":7}],
             "components":[
               {"key":"c1","label":"In","type":"ingest-files","settings":{"source":{"location":"raw","path":"x"},
                "format":"csv","columns":[{"name":"a","type":"string"}]}},
               {"key":"c2","label":"Out","type":"export-files","settings":{"target":{"location":"out","path":"y"},
                "format":"parquet","writeMode":"replace"}}],
             "edges":[{"from":"c1","to":"c2"}],"layout":{"components":{}}}""";

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    TestTenant tenant;

    Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }

    String at(String path) {
        return "/api/v1/tenants/" + tenant.view().key() + path;
    }

    Api member(String name, String role) {
        return Members.add(port, tenant, name, role);
    }

    JsonNode add(String key, String name) {
        return ok(admin().post(at("/stages"), "{\"key\":\"%s\",\"name\":\"%s\"}".formatted(key, name)));
    }

    void location(String stage, String key, String prefix, String access) {
        ok(admin().post(at("/locations"), """
                {"key":"%s","name":"A place","bucket":"data","prefix":"%s","access":"%s","classification":"internal","stage":"%s"}""".formatted(key, prefix, access, stage)));
    }

    void compute(String stage) {
        ok(admin().call(
                        "PUT",
                        at("/stages/" + stage + "/compute"),
                        "application/json",
                        "{\"account\":\"" + tenant.accountId() + "\"}"));
    }

    Api.Answer patch(String path, String body) {
        return admin().call("PATCH", at(path), "application/json", body);
    }

    List<String> audit() {
        return tenants.query(tenant.id(), String.class, "SELECT action FROM audit_entry ORDER BY at");
    }

    UUID stageId(String key) {
        return tenants.query(
                        tenant.id(), UUID.class, "SELECT id FROM stage WHERE key = ? ORDER BY created_at DESC", key)
                .getFirst();
    }

    static List<String> codes(Api.Answer answer) {
        return answer.json()
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("code").asString())
                .toList();
    }

    static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? Api.JSON.createObjectNode() : answer.json();
    }
}
