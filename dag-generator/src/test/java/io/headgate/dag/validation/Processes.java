package io.headgate.dag.validation;

import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Processes for tests, written as YAML. */
final class Processes {

    /** A source, a rule and an export, without a fault. */
    static final String SOUND = """
            schemaVersion: 1
            key: delays
            name: Delays
            parameters: [{key: least, type: integer, default: 15}, {key: folder, type: string}]
            components:
              - {key: ingest, type: ingest-files, label: Ingest, settings: {source: {location: raw, path: "in/${run.date}"},
                  format: csv, columns: [{name: carrier, type: string}]}}
              - {key: rule, type: sql-rule, label: Rule, settings: {sql: "SELECT * FROM ingest WHERE d > :least",
                  parameters: {least: "${param.least}"}}}
              - {key: export, type: export-files, label: Export, settings: {target: {location: out, path: "${param.folder}/a"},
                  format: csv, fileCount: "${param.least}"}}
            edges: [{from: ingest, to: rule}, {from: rule, to: export}]
            """;

    private Processes() {}

    static ProcessDefinition yaml(String text) {
        return switch (new DefinitionReader().readYaml(text.getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable -> throw new AssertionError(unreadable.problems());
        };
    }

    static List<String> places(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code() + " " + problem.pointer())
                .toList();
    }
}
