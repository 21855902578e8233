package io.headgate.api.run;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import java.util.stream.Collectors;

/** Why a component fails that runs another process. */
final class CallErrors {

    static final ComponentError SUSPENDED = new ComponentError(
            "call.tenant-suspended",
            "It could not run the other process, because the tenant is suspended.",
            "A platform admin can resume the tenant; then run this again.",
            "platform");

    private CallErrors() {}

    static ComponentError unknown(String key) {
        return new ComponentError(
                "call.process-unknown",
                "There is no process '" + key + "' that it could run.",
                "Choose another process in its settings, and publish.",
                "author");
    }

    static ComponentError archived(ProcessView process) {
        return new ComponentError(
                "call.process-archived",
                "The process " + named(process) + " is archived and cannot be run.",
                "Take it out of the archive and publish it, or choose another process; then run this again.",
                "author");
    }

    static ComponentError circle(ProcessView process, String way) {
        return new ComponentError(
                "call.cycle",
                "The process " + named(process) + " cannot be run from here, for it would run itself: " + way + " → "
                        + process.key() + ".",
                "Leave one of these steps out, and publish.",
                "author");
    }

    static ComponentError tooDeep(ProcessView process, int depth) {
        return new ComponentError(
                "call.too-deep",
                "The process " + named(process) + " cannot be run from here: " + depth
                        + " runs have called one another already, and that is as far as it may go.",
                "Let fewer processes run one another in a row.",
                "author");
    }

    /** The terms of the other process do not let it run, every problem at once. */
    static ComponentError refused(ProcessView process, ProblemException problem) {
        String all = problem.problems().stream()
                .map(one -> one.message() + " (" + key(one) + ")")
                .collect(Collectors.joining(" "));
        return new ComponentError(
                problem.code().replaceFirst("^run\\.", "call."),
                "The process " + named(process) + " could not be run: " + problem.getMessage()
                        + (all.isEmpty() ? "" : " " + all),
                problem.problems().isEmpty()
                        ? "When that is done, run this again."
                        : "Correct the values in its settings, publish, and run again.",
                "author");
    }

    static ComponentError failed(ProcessView process, Run called, String what, Trouble why, String owner) {
        return new ComponentError(
                "call.failed",
                run(process, called) + " failed: " + what + why.sentence(),
                why.remedy() + " Then run this again: what has succeeded there is not done twice.",
                owner);
    }

    static ComponentError stopped(ProcessView process, Run called) {
        Trouble why = called.trouble();
        return new ComponentError(
                "call.stopped",
                run(process, called) + " was stopped"
                        + (why != null
                                ? ": " + why.sentence()
                                : called.stopRequestedBy() == null ? "." : " by " + called.stopRequestedBy() + "."),
                why != null ? why.remedy() : "Run this again, or ask who did it.",
                "author");
    }

    static ComponentError timedOut(ProcessView process, Run called) {
        return new ComponentError(
                "call.timed-out",
                run(process, called) + " took longer than the limit of this component and was stopped.",
                "Give it more time, or less to do.",
                "author");
    }

    static ComponentError turnedAway(ProcessView process, Run called) {
        Trouble why = called.trouble();
        return new ComponentError(
                "call.turned-away",
                run(process, called) + " was turned away" + (why == null ? "." : ": " + why.sentence()),
                why == null ? "Run this again." : why.remedy(),
                "platform");
    }

    static ComponentError noRows(ProcessView process, Run called, String component) {
        return new ComponentError(
                "call.no-rows",
                run(process, called) + " succeeded, but its component '" + component
                        + "' left no rows that could come out here.",
                "Look there why: it may have been skipped by its condition. Choose another component in the settings, or none.",
                "author");
    }

    private static String run(ProcessView process, Run called) {
        return "The run " + called.id() + " of " + named(process) + " that it called";
    }

    private static String named(ProcessView process) {
        return "\"" + process.name() + "\"";
    }

    private static String key(FieldProblem problem) {
        return problem.pointer().substring(problem.pointer().lastIndexOf('/') + 1);
    }
}
