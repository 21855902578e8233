package io.headgate.dag.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headgate.dag.HostileText;
import io.headgate.dag.PythonOracle;
import io.headgate.dag.python.PythonExpression.Dict;
import io.headgate.dag.python.PythonExpression.Flag;
import io.headgate.dag.python.PythonExpression.Items;
import io.headgate.dag.python.PythonExpression.Name;
import io.headgate.dag.python.PythonExpression.None;
import io.headgate.dag.python.PythonExpression.Shift;
import io.headgate.dag.python.PythonExpression.Text;
import io.headgate.dag.python.PythonExpression.Whole;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PythonTextTests {

    @Provide
    Arbitrary<String> hostile() {
        return HostileText.texts();
    }

    @Property
    void aLiteralMeansExactlyItsText(@ForAll("hostile") String text) {
        String literal = PythonText.literal(text);
        assertThat(literal).matches("[ -~]*");
        assertThat(PythonOracle.literal(literal).stringValue()).isEqualTo(text);
    }

    @Property
    void aLiteralInPiecesMeansTheSameText(@ForAll("hostile") String text) {
        String source = source(new Text(text));
        assertThat(source.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(88));
        assertThat(PythonOracle.literal(source).stringValue()).isEqualTo(text);
    }

    @Property(tries = 100)
    void aNestedDisplayMeansExactlyItsValue(
            @ForAll("hostile") String key, @ForAll("hostile") String text, @ForAll long number, @ForAll boolean flag) {
        var value = new Items(List.of(
                new Dict(List.of(Map.entry(key, new Items(List.of(new Text(text), new None()))))),
                new Whole(number),
                new Flag(flag),
                new Items(List.of()),
                new Dict(List.of())));
        var read = PythonOracle.literal(source(value));
        assertThat(read.size()).isEqualTo(5);
        assertThat(read.get(0).propertyNames()).containsExactly(key);
        assertThat(read.get(0).get(key).get(0).stringValue()).isEqualTo(text);
        assertThat(read.get(0).get(key).get(1).isNull()).isTrue();
        assertThat(read.get(1).longValue()).isEqualTo(number);
        assertThat(read.get(2).booleanValue()).isEqualTo(flag);
    }

    @Example
    void aHundredKilobytesOfAnythingMeanThemselves() {
        for (String text : HostileText.huge()) {
            assertThat(PythonOracle.literal(source(new Text(text)))
                            .stringValue()
                            .equals(text))
                    .as("100 KB of %s", text.substring(0, 1))
                    .isTrue();
        }
    }

    @Example
    void aNameIsAnIdentifierAndNoKeyword() {
        for (String wrong : List.of("", "1a", "a b", "a-b", "class", "None", "a\n", "é", "a.b", "x=1")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Name(wrong));
        }
    }

    @Example
    void aCommentCannotHoldAnotherLine() {
        for (String wrong : List.of("a\nimport os", "a\r", "\u2028", "é", "\0")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PythonStatement.Comment(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> new PythonStatement.Docstring(List.of(wrong)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new PythonStatement.Docstring(List.of("\"\"\"")));
    }

    @Example
    void onlyNamesAndListsAreShifted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Shift(new Text("a"), new Name("b")));
    }

    private static String source(PythonExpression expression) {
        return new PythonModule(List.of(new PythonStatement.Evaluate(expression))).source();
    }
}
