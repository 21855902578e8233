package io.headgate.api.environment;

import io.headgate.api.platform.Trouble;

/** Airflow could not be asked, or had a fault of its own; the effect of the call is unknown. */
public final class AirflowAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AirflowAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    public Trouble trouble() {
        return new Trouble(
                "airflow.away",
                "The Airflow environment does not answer.",
                "Nothing needs to be done here: it goes on by itself when Airflow is back. If it lasts, tell the platform admins.");
    }
}
