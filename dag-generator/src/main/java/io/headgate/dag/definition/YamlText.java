package io.headgate.dag.definition;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;

/**
 * A tree as YAML 1.2 as a person would write it: texts plain where nothing could take them for something else, texts of several
 * lines as blocks, everything else in double quotes.
 */
final class YamlText {

    /** Words that older readers take for a truth value, too, are quoted. */
    private static final String PLAIN =
            "(?!(?i:true|false|null|yes|no|on|off|y|n)$)[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*";

    /** A block keeps every character that is printed and every line that ends with one. */
    private static final String BLOCK = "(?s)[^\\s\\p{Cntrl}][\\x20-\\x7E\\n]*";

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setIndicatorIndent(0)
            .setWidth(1_000_000)
            .setSplitLines(false)
            .setMultiLineFlow(false)
            .build();

    private YamlText() {}

    /** Whether no text of the tree holds half a surrogate pair: the library reads none back. */
    static boolean canHold(JsonNode tree) {
        return tree.isString()
                ? isWhole(tree.stringValue())
                : tree.propertyNames().stream().allMatch(YamlText::isWhole)
                        && tree.valueStream().allMatch(YamlText::canHold);
    }

    private static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    static String write(JsonNode tree) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(node(tree)).iterator());
    }

    private static Node node(JsonNode value) {
        if (value.isObject()) {
            List<NodeTuple> fields = new ArrayList<>();
            value.properties()
                    .forEach(field -> fields.add(new NodeTuple(text(field.getKey()), node(field.getValue()))));
            return new MappingNode(Tag.MAP, fields, fields.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (value.isArray()) {
            List<Node> items = value.valueStream().map(YamlText::node).toList();
            return new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (value.isString()) {
            return text(value.stringValue());
        }
        if (value.isIntegralNumber()) {
            return new ScalarNode(Tag.INT, value.bigIntegerValue().toString(), ScalarStyle.PLAIN);
        }
        if (value.isNumber()) {
            return new ScalarNode(Tag.FLOAT, value.decimalValue().toString(), ScalarStyle.PLAIN);
        }
        return value.isBoolean()
                ? new ScalarNode(Tag.BOOL, String.valueOf(value.booleanValue()), ScalarStyle.PLAIN)
                : new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
    }

    private static ScalarNode text(String text) {
        return new ScalarNode(Tag.STR, text, style(text));
    }

    private static ScalarStyle style(String text) {
        if (text.length() <= 200 && text.matches(PLAIN)) {
            return ScalarStyle.PLAIN;
        }
        boolean isBlock = text.contains("\n") && text.matches(BLOCK) && !text.contains(" \n") && !text.endsWith("\n\n");
        return isBlock ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
    }
}
