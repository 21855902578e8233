package io.headgate.dag.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.validation.SettingsLocations.Access;
import io.headgate.dag.validation.SettingsLocations.Place;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SettingsTests {

    private static final Pointer AT = Pointer.ROOT.field("components").item(3).field("settings");
    private static final BuiltInComponentTypes TYPES = new BuiltInComponentTypes();
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("n", Parameter.Type.INTEGER, null, false, null),
            new Parameter("s", Parameter.Type.STRING, null, false, null));

    private final SettingsValidator validator = new SettingsValidator();

    @Test
    void faultsAreToldWithThePlaceAndTheTitleOfTheForm() {
        List<Problem> problems = draft("ingest-files", """
                {"format": "xml", "delimiter": "ab", "maxBadPercent": 101, "header": "yes", "colour": 1,
                 "columns": [{"name": "", "type": "text", "required": 1}, {"type": "date"}]}
                """);
        assertThat(problems)
                .extracting(problem -> problem.pointer().substring(AT.text().length()) + ": " + problem.message())
                .containsExactlyInAnyOrder(
                        "/source: \"Source\" is missing.",
                        "/format: \"Format\" must be one of: csv, json, parquet.",
                        "/delimiter: \"Delimiter\" is too long.",
                        "/maxBadPercent: \"Bad rows allowed (percent)\" is more than 100.",
                        "/header: \"First line holds the column names\" must be yes or no (true or false).",
                        "/colour: There is no setting of this name.",
                        "/columns/0/name: \"Name\" is too short.",
                        "/columns/0/type: \"Type\" must be one of: string, integer, long, double, boolean, date, timestamp.",
                        "/columns/0/required: \"Required\" must be yes or no (true or false).",
                        "/columns/1/name: \"Name\" is missing.");
    }

    @Test
    void aRuleAsksForWhatItsKindNeeds() {
        List<Problem> problems = draft("quality-check", """
                {"rules": [{"type": "unique"}, {"type": "range", "column": "c"}, {"type": "allowed-values", "column": "c"},
                           {"type": "pattern", "column": "c"}, {"type": "row-count", "min": 1.5}, {"type": "row-count", "max": 3}]}
                """);
        assertThat(problems)
                .extracting(problem -> problem.pointer().substring(AT.text().length()) + ": " + problem.message())
                .contains(
                        "/rules/0/column: \"Column\" is missing.",
                        "/rules/2/values: \"Allowed values\" is missing.",
                        "/rules/3/pattern: \"Pattern\" is missing.",
                        "/rules/4/min: \"Least value\" must be a whole number.")
                .noneMatch(text -> text.startsWith("/rules/5"));
        assertThat(problems)
                .filteredOn(problem -> problem.pointer().startsWith(AT + "/rules/1"))
                .extracting(Problem::message)
                .containsExactly("This kind of rule needs a least value, a greatest value, or both.");
    }

    @Test
    void aNumberOfAnySizeIsJudged() {
        String settings =
                "{\"target\": {\"location\": \"o\", \"path\": \"a\"}, \"format\": \"csv\", \"fileCount\": %s}";
        for (String number :
                List.of("1e30", "1e200", "1e999", "-1e19", "12345678901234567890123.5", "9.3e18", "1e-400", "1.5")) {
            assertThat(Processes.places(draft("export-files", settings.formatted(number))))
                    .as(number)
                    .contains("settings.invalid " + AT + "/fileCount");
        }
        assertThat(draft("export-files", settings.formatted("2.0"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a/",
                "..",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a//b",
                "a\\b",
                "a\nb",
                "s3://b/k",
                "a\u2028",
                "${run.date}/..",
                "a/${param.s}/../b",
                "/${run.id}"
            })
    void aPathThatIsNotRelativeAndNormalisedIsRefused(String path) {
        assertThat(draftOfPath(path))
                .extracting(problem -> problem.code().word())
                .containsExactly("settings.path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b.csv", "a/..b", "...", "a b/ü", "${run.date}", "x=${param.s}/${run.id}.csv"})
    void aRelativePathIsTaken(String path) {
        assertThat(draftOfPath(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${",
                "${}",
                "${run.time}",
                "${param.unknown}",
                "${ run.date }",
                "${param.}",
                "a${run.date",
                "${param.S}"
            })
    void anUnknownPlaceholderIsTold(String text) {
        assertThat(draftOfPath("a" + text))
                .extracting(problem -> problem.code().word())
                .containsExactly("placeholder.unknown");
    }

    @Test
    void aPlaceholderMayStandNeitherInSqlNorInALocation() {
        assertThat(Processes.places(draft("sql-rule", "{\"sql\": \"SELECT '${run.date}'\"}")))
                .containsExactly("placeholder.forbidden " + AT + "/sql");
        assertThat(Processes.places(draft(
                        "export-files",
                        "{\"target\": {\"location\": \"${param.s}\", \"path\": \"a\"}, \"format\": \"csv\"}")))
                .containsExactly("placeholder.forbidden " + AT + "/target/location");
    }

    @Test
    void aPlaceholderIsJudgedByTheTypeOfItsParameter() {
        String target =
                "{\"target\": {\"location\": \"o\", \"path\": \"a\"}, \"format\": \"${param.s}\", \"fileCount\": ";
        assertThat(draft("export-files", target + "\"${param.n}\"}")).isEmpty();
        assertThat(Processes.places(draft("export-files", target + "\"${param.s}\"}")))
                .containsExactly("settings.invalid " + AT + "/fileCount");
        assertThat(Processes.places(draft("export-files", target + "\"${param.n}0\"}")))
                .containsExactly("settings.invalid " + AT + "/fileCount");
    }

    @Test
    void textThatNoStoreCouldHoldIsTold() {
        assertThat(Processes.places(draft("sql-rule", "{\"sql\": \"SELECT '\\u0000\\ud800'\"}")))
                .containsExactly("settings.text " + AT + "/sql");
    }

    @Test
    void placeholdersBecomeValuesWithTheirTypes() {
        PlaceholderValues values = new PlaceholderValues(
                LocalDate.of(2013, 1, 31),
                "r1k9",
                Map.of(
                        "n",
                        JsonNodeFactory.instance.numberNode(3),
                        "s",
                        JsonNodeFactory.instance.stringNode("${run.id}")));
        Placeholders.Resolution resolution = Placeholders.resolve(
                type("sql-rule"),
                json(
                        "{\"sql\": \"SELECT ${param.n}\", \"parameters\": {\"a\": \"${param.n}\", \"b\": \"${run.date}/${param.n}\","
                                + " \"c\": \"${param.s}\", \"d\": true, \"e\": \"plain\"}}"),
                values);
        assertThat(resolution.problems()).isEmpty();
        assertThat(resolution.settings())
                .isEqualTo(json("{\"sql\": \"SELECT ${param.n}\", \"parameters\": {\"a\": 3, \"b\": \"2013-01-31/3\","
                        + " \"c\": \"${run.id}\", \"d\": true, \"e\": \"plain\"}}"));
        assertThat(Placeholders.find(
                        type("sql-rule"),
                        json("{\"sql\": \"${run.id}\", \"parameters\": {\"b\": \"${run.date}/${param.n}\"}}")))
                .containsExactly(
                        new Placeholders.Found(new Placeholder.RunDate(), new Pointer("/parameters/b")),
                        new Placeholders.Found(new Placeholder.Param("n"), new Pointer("/parameters/b")));
    }

    @Test
    void aPlaceholderWithoutAValueIsTold() {
        PlaceholderValues none = new PlaceholderValues(LocalDate.EPOCH, "r1", Map.of());
        assertThat(Processes.places(Placeholders.resolve(
                                type("sql-rule"),
                                json("{\"sql\": \"S\", \"parameters\": {\"a\": \"${param.n}\"}}"),
                                none)
                        .problems()))
                .containsExactly("placeholder.no-value /parameters/a");
    }

    @Test
    void aValueThatLeadsOutOfTheLocationIsCaughtOnceItIsResolved() {
        ObjectNode settings = (ObjectNode)
                json("{\"target\": {\"location\": \"o\", \"path\": \"a/${param.s}\"}, \"format\": \"csv\"}");
        PlaceholderValues values = new PlaceholderValues(
                LocalDate.EPOCH, "r1", Map.of("s", JsonNodeFactory.instance.stringNode("../../other")));
        JsonNode resolved =
                Placeholders.resolve(type("export-files"), settings, values).settings();
        assertThat(Processes.places(validator.checkResolved(type("export-files"), resolved, AT, null)))
                .containsExactly("settings.path " + AT + "/target/path");
    }

    @Test
    void thePlacesOfSettingsAreFoundByTheirMarks() {
        assertThat(SettingsLocations.of(
                        type("ingest-files"), type("ingest-files").example()))
                .containsExactly(new Place("raw", "flights/2013.csv", Access.READ, new Pointer("/source")));
        assertThat(SettingsLocations.of(
                        type("export-files"), type("export-files").example()))
                .containsExactly(new Place("curated", "delays/by-carrier", Access.WRITE, new Pointer("/target")));
        assertThat(SettingsLocations.of(type("sql-rule"), type("sql-rule").example()))
                .isEmpty();
    }

    @Test
    void parametersOfARunAreBoundWithTheirDefaults() {
        List<Parameter> parameters = List.of(
                new Parameter("day", Parameter.Type.DATE, null, true, null),
                new Parameter("n", Parameter.Type.INTEGER, null, true, JsonNodeFactory.instance.numberNode(7)),
                new Parameter("s", Parameter.Type.STRING, null, false, null));
        ParameterValues bound = ParameterValues.bind(parameters, json("{\"day\": \"2013-01-31\"}"), Pointer.ROOT);
        assertThat(bound.problems()).isEmpty();
        assertThat(bound.values()).containsOnlyKeys("day", "n");
        assertThat(Processes.places(ParameterValues.bind(
                                parameters, json("{\"n\": \"7\", \"x/y\": 1}"), Pointer.ROOT.field("parameters"))
                        .problems()))
                .containsExactlyInAnyOrder(
                        "parameter.missing /parameters/day",
                        "parameter.value /parameters/n",
                        "parameter.unknown /parameters/x~1y");
    }

    private List<Problem> draftOfPath(String path) {
        ObjectNode settings = (ObjectNode) json("{\"target\": {\"location\": \"o\"}, \"format\": \"csv\"}");
        ((ObjectNode) settings.get("target")).put("path", path);
        return validator.checkDraft(type("export-files"), settings, AT, PARAMETERS, Map.of("o", Set.of(Access.WRITE)));
    }

    private List<Problem> draft(String type, String settings) {
        return validator.checkDraft(type(type), json(settings), AT, PARAMETERS, null);
    }

    private static ComponentType type(String type) {
        return TYPES.latest(type).orElseThrow();
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
