package io.headgate.dag.cli;

/** The server refused, or could not be reached: in words for who typed the command. */
final class ServerProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerProblem(String message) {
        super(message);
    }
}
