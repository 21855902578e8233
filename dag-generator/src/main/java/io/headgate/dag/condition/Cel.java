package io.headgate.dag.condition;

import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/**
 * The part of CEL that conditions are written in. Without macros there are no loops, so that evaluating takes time in
 * proportion to the size of the expression, which is limited; {@link Expression} lets in no function whose cost is not
 * that of the values it is given.
 */
final class Cel {

    static final int MAX_LENGTH = 1000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(40)
            .maxParseExpressionNodeCount(400)
            .maxParseErrorRecoveryLimit(1)
            .comprehensionMaxIterations(1)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    static final CelParser PARSER =
            CelParserFactory.standardCelParserBuilder().setOptions(OPTIONS).build();

    static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private Cel() {}

    /** A compiler of yes-or-no expressions over these names. */
    static CelCompiler compiler(Map<String, ValueType> names) {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(SimpleType.BOOL);
        names.forEach((name, type) -> builder.addVar(name, type.cel()));
        return builder.build();
    }
}
