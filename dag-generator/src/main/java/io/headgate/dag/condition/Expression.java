package io.headgate.dag.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed condition, gone through once: which names it uses, and whether it uses anything that is not let in. */
final class Expression {

    private static final Set<String> FUNCTIONS = Set.of(
            "_&&_",
            "_||_",
            "!_",
            "_?_:_",
            "_==_",
            "_!=_",
            "_<_",
            "_<=_",
            "_>_",
            "_>=_",
            "_+_",
            "_-_",
            "_*_",
            "_/_",
            "_%_",
            "-_",
            "@in",
            "size",
            "contains",
            "startsWith",
            "endsWith",
            "int",
            "double",
            "string");

    private final CelAbstractSyntaxTree tree;
    private final ConditionNames names;
    private final Map<String, ValueType> used = new LinkedHashMap<>();
    private final List<ConditionFault> faults = new ArrayList<>();

    Expression(CelAbstractSyntaxTree tree, ConditionNames names) {
        this.tree = tree;
        this.names = names;
        walk(tree.getExpr());
    }

    /** The names that are there, each with its type. */
    Map<String, ValueType> used() {
        return used;
    }

    List<ConditionFault> faults() {
        return faults;
    }

    private void walk(CelExpr expression) {
        switch (expression.getKind()) {
            case CONSTANT -> {}
            case IDENT, SELECT -> name(expression);
            case CALL -> call(expression);
            case LIST -> expression.list().elements().forEach(this::walk);
            case STRUCT, MAP, COMPREHENSION, NOT_SET ->
                faults.add(new ConditionFault(
                        column(expression),
                        "values in braces are not understood",
                        "Compare values one by one, and join the comparisons by && and ||."));
        }
    }

    private void call(CelExpr expression) {
        CelExpr.CelCall call = expression.call();
        if (!FUNCTIONS.contains(call.function())) {
            boolean isIndex = call.function().equals("_[_]");
            faults.add(new ConditionFault(
                    column(expression),
                    isIndex
                            ? "values in square brackets behind a name are not understood"
                            : "there is no function \"" + call.function() + "\"",
                    "Functions are size, contains, startsWith, endsWith, int, double and string."));
            return;
        }
        call.target().ifPresent(this::walk);
        call.args().forEach(this::walk);
    }

    private void name(CelExpr expression) {
        String name = nameOf(expression);
        if (name == null) {
            faults.add(new ConditionFault(
                    column(expression),
                    "a dot can only stand within a name",
                    "Write names whole, such as param.x or result.x.rowsOut."));
            return;
        }
        names.type(name).ifPresentOrElse(type -> used.put(name, type), () -> unknown(expression, name));
    }

    private void unknown(CelExpr expression, String name) {
        String meant = String.join(", ", names.near(name));
        boolean isText = !name.contains(".");
        faults.add(new ConditionFault(
                column(expression),
                "there is nothing called \"" + name + "\" here",
                isText
                        ? "Put a text into quotes, \"" + name + "\", or use one of: " + meant + "."
                        : "Use one of: " + meant + ". Results can be asked for of components before this one only."));
    }

    /** A name with its dots; null for a dot behind anything else. */
    private static @Nullable String nameOf(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> expression.ident().name();
            case SELECT -> {
                String before = nameOf(expression.select().operand());
                yield before == null || expression.select().testOnly()
                        ? null
                        : before + "." + expression.select().field();
            }
            default -> null;
        };
    }

    /** Where it begins; a name does where its first word does. */
    private int column(CelExpr expression) {
        CelExpr first = expression;
        while (first.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            first = first.select().operand();
        }
        return tree.getSource().getPositionsMap().getOrDefault(first.id(), 0) + 1;
    }
}
