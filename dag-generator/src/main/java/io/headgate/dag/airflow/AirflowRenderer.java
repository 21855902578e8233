package io.headgate.dag.airflow;

import io.headgate.dag.definition.Sha256;
import io.headgate.dag.python.PythonExpression;
import io.headgate.dag.python.PythonExpression.Call;
import io.headgate.dag.python.PythonExpression.Dict;
import io.headgate.dag.python.PythonExpression.Flag;
import io.headgate.dag.python.PythonExpression.Items;
import io.headgate.dag.python.PythonExpression.Keyword;
import io.headgate.dag.python.PythonExpression.Name;
import io.headgate.dag.python.PythonExpression.None;
import io.headgate.dag.python.PythonExpression.Shift;
import io.headgate.dag.python.PythonExpression.Text;
import io.headgate.dag.python.PythonExpression.Whole;
import io.headgate.dag.python.PythonModule;
import io.headgate.dag.python.PythonStatement;
import io.headgate.dag.python.PythonStatement.Assign;
import io.headgate.dag.python.PythonStatement.Blank;
import io.headgate.dag.python.PythonStatement.Comment;
import io.headgate.dag.python.PythonStatement.Docstring;
import io.headgate.dag.python.PythonStatement.Evaluate;
import io.headgate.dag.python.PythonStatement.FromImport;
import io.headgate.dag.python.PythonStatement.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Renders a definition into the DAG file of one publication: a pure function, so the same request gives the same bytes.
 *
 * <p>A user's text reaches the file only as {@code dag_display_name} and {@code label}, which becomes a task's display name.
 * Neither is rendered by Jinja: Airflow renders what an operator lists in {@code template_fields}, which is empty in
 * {@code BaseOperator} (airflow/models/baseoperator.py in 2.11, task-sdk's bases/operator.py in 3.x) and holds no display name
 * in any operator of {@code headgate_airflow}.
 */
public final class AirflowRenderer {

    /** Changes whenever the same definition would render to other bytes. */
    public static final String GENERATOR_VERSION = "1";

    private static final String UNKNOWN_FINGERPRINT = "0".repeat(64);

    private static final Name ENTRY = new Name("entry");
    private static final Name LEAVE = new Name("leave");

    /**
     * @throws IllegalArgumentException if the definition has no components, a circle, a duplicate key or a dangling edge; the
     *     validator tells these
     */
    public DagFile render(RenderRequest request) {
        TaskGraph graph = new TaskGraph(request.definition());
        String fingerprint =
                Sha256.hex(module(request, graph, UNKNOWN_FINGERPRINT).bytes());
        byte[] bytes = module(request, graph, fingerprint).bytes();
        List<TaskBinding> tasks = graph.numbers()
                .mapToObj(n -> new TaskBinding(n, graph.component(n).key()))
                .toList();
        return new DagFile("dags/" + request.dagId() + ".py", bytes, Sha256.hex(bytes), fingerprint, tasks);
    }

    private static PythonModule module(RenderRequest request, TaskGraph graph, String fingerprint) {
        List<PythonStatement> body = new ArrayList<>();
        body.addAll(tasks(graph));
        body.add(new Blank());
        body.addAll(order(graph));
        return new PythonModule(List.of(
                new Comment("Headgate DAG generator " + GENERATOR_VERSION + ", " + origin(request) + "."),
                new Docstring(List.of(
                        "A process of Headgate. Do not edit: this file is written once, never again.",
                        "",
                        "PEntry shakes hands with Headgate. For component n, Cn asks for the work and Wn",
                        "waits for its outcome. PExit settles the run. Airflow gives only the order: when to",
                        "run, with which settings, how often to retry and whom to refuse, Headgate decides.")),
                new Blank(),
                new FromImport(
                        new Name("headgate_airflow"),
                        Stream.of("DAG", "Ask", "Entry", "Exit", "Wait")
                                .map(Name::new)
                                .toList()),
                new Blank(),
                new With(dag(request, fingerprint), new Name("dag"), body)));
    }

    private static String origin(RenderRequest request) {
        return request.publicationNumber() == 0
                ? "rendered without being published"
                : "publication " + request.publicationNumber();
    }

    private static Call dag(RenderRequest request, String fingerprint) {
        return new Call(
                "DAG",
                List.of(),
                List.of(
                        new Keyword("dag_id", new Text(request.dagId())),
                        new Keyword(
                                "dag_display_name",
                                new Text(request.definition().name())),
                        new Keyword("schedule", new None()),
                        new Keyword("catchup", new Flag(false)),
                        // Headgate's admission decides how many runs there are; none may wait unseen inside Airflow.
                        new Keyword("max_active_runs", new Whole(1000)),
                        new Keyword(
                                "tags", new Items(List.of(new Text("headgate"), new Text("sha256:" + fingerprint)))),
                        new Keyword(
                                "default_args",
                                new Dict(List.of(Map.entry("connection_id", new Text(request.connectionId())))))));
    }

    private static List<PythonStatement> tasks(TaskGraph graph) {
        List<PythonStatement> statements = new ArrayList<>();
        statements.add(new Assign(ENTRY, new Call("Entry", List.of(), List.of())));
        graph.numbers().forEach(n -> {
            Keyword label = new Keyword("label", new Text(graph.component(n).label()));
            statements.add(new Assign(ask(n), new Call("Ask", List.of(new Whole(n)), List.of(label))));
            statements.add(new Assign(await(n), new Call("Wait", List.of(new Whole(n)), List.of(label))));
        });
        statements.add(new Assign(LEAVE, new Call("Exit", List.of(), List.of())));
        return statements;
    }

    private static List<PythonStatement> order(TaskGraph graph) {
        List<PythonStatement> statements = new ArrayList<>();
        statements.add(edge(ENTRY, names(graph.roots(), "c")));
        graph.numbers().forEach(n -> statements.add(edge(ask(n), await(n))));
        graph.numbers()
                .filter(n -> !graph.successors(n).isEmpty())
                .forEach(n -> statements.add(edge(await(n), names(graph.successors(n), "c"))));
        statements.add(edge(names(graph.leaves(), "w"), LEAVE));
        return statements;
    }

    private static PythonStatement edge(PythonExpression from, PythonExpression to) {
        return new Evaluate(new Shift(from, to));
    }

    /** One task by its name, several as a list. */
    private static PythonExpression names(List<Integer> numbers, String prefix) {
        List<Name> names = numbers.stream().map(n -> new Name(prefix + n)).toList();
        return names.size() == 1 ? names.getFirst() : new Items(names);
    }

    private static Name ask(int n) {
        return new Name("c" + n);
    }

    private static Name await(int n) {
        return new Name("w" + n);
    }
}
