package io.headgate.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the callbacks answer; the runtime in Airflow acts on nothing else. */
final class CallbackAnswers {

    /** Why, for Airflow's log and for people. */
    record Reason(String code, String sentence) {}

    /** Answer of the gate: {@code start}, {@code skip} or {@code wait}. */
    record Gate(String answer, @Nullable Reason reason) {

        static final Gate START = new Gate("start", null);

        static Gate skip(Reason reason) {
            return new Gate("skip", reason);
        }
    }

    /** Answer to a Cn: {@code submit}, {@code pass} or {@code refuse}. */
    record Ask(String answer, @Nullable Reason reason) {

        static final Ask SUBMIT = new Ask("submit", null);
        static final Ask PASS = new Ask("pass", null);

        static Ask refuse(Reason reason) {
            return new Ask("refuse", reason);
        }
    }

    /** What a Wn waited for: {@code succeeded}, {@code failed}, {@code skipped}, {@code unauthorised}, {@code unknown}. */
    record Outcome(String id, String outcome, @Nullable Reason reason) {}

    record Outcomes(List<Outcome> outcomes) {}

    /** Answer to PExit. */
    record Exit(String state, @Nullable Reason reason) {}

    static final Reason RUN_UNKNOWN =
            new Reason("run.unknown", "Headgate did not start this run. Start runs in Headgate, not inside Airflow.");
    static final Reason RUN_STOPPED = new Reason("run.stopped", "The run was stopped.");
    static final Reason RUN_OVER = new Reason("run.over", "The run has ended already.");
    static final Reason SUSPENDED = new Reason("tenant.suspended", "The tenant is suspended.");
    static final Reason UPSTREAM = new Reason("component.upstream", "A component before this one did not succeed.");

    static final Reason LEFT_OUT =
            new Reason("component.left-out", "Its condition did not hold, or nothing came in for that reason.");

    private CallbackAnswers() {}
}
