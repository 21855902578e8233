package io.headgate.api.platform;

import java.net.URI;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The one place where exceptions become problem details (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    /** Class of SQL states: data exception. */
    private static final String CANNOT_BE_HELD = "22";

    /** Class of SQL states: connection exception. */
    private static final String CONNECTION = "08";

    /** SQL states of a server that ends, has crashed or comes up. */
    private static final String ADMIN_SHUTDOWN = "57P0";

    /** SQL state: unique violation. */
    private static final String TAKEN = "23505";

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        ProblemDetail detail = detail(e.status(), e.code(), String.valueOf(e.getMessage()));
        if (!e.problems().isEmpty()) {
            detail.setProperty("problems", e.problems());
        }
        e.extra().forEach(detail::setProperty);
        return ResponseEntity.status(e.status()).body(detail);
    }

    /** A transaction that could not begin, or whose end is not known: then whoever asked looks, and asks again. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> transaction(TransactionException e) {
        return e instanceof CannotCreateTransactionException || isAway(sqlState(e)) ? databaseAway(e) : unexpected(e);
    }

    @ExceptionHandler(DataAccessResourceFailureException.class)
    ResponseEntity<ProblemDetail> databaseAway(Exception e) {
        log.warn("The database does not answer: {}", e.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(detail(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service.database-away",
                        "The database does not answer right now. Nothing was lost; try again in a moment."));
    }

    /** Two changes met, for instance in a deadlock that PostgreSQL ended: the loser may simply try again. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> changesMet(ConcurrencyFailureException e) {
        log.info("Two changes met: {}", e.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(detail(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service.busy",
                        "Another change of the same thing came first. Nothing was lost; try again."));
    }

    /** What no rule of ours caught, but the database's own: values that it cannot hold, and keys that are taken. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> database(DataAccessException e) {
        String state = sqlState(e);
        if (isAway(state)) {
            return databaseAway(e);
        }
        if (state.startsWith(CANNOT_BE_HELD)) {
            return ResponseEntity.badRequest()
                    .body(detail(
                            HttpStatus.BAD_REQUEST,
                            "input.value",
                            "A value cannot be kept: it is out of range, or holds a character that no text may hold."));
        }
        if (state.equals(TAKEN)) {
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .body(
                            detail(
                                    HttpStatus.CONFLICT,
                                    "input.taken",
                                    "There is such a thing already, perhaps since this moment. Look again, then choose another name."));
        }
        return unexpected(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        log.error("Unexpected", e);
        return ResponseEntity.internalServerError()
                .body(detail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "service.unexpected",
                        "Something went wrong on our side. The trace id finds it in the log."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> problems = e.getBindingResult().getFieldErrors().stream()
                .map(error -> new FieldProblem(
                        "input.invalid",
                        "/" + error.getField().replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"),
                        String.valueOf(error.getDefaultMessage()),
                        null))
                .toList();
        ProblemDetail detail = detail(
                HttpStatus.UNPROCESSABLE_CONTENT, "input.invalid", "Some fields are not right; see the problems.");
        detail.setProperty("problems", problems);
        return ResponseEntity.unprocessableContent().body(detail);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimitFilter.BodyTooLongException tooLong) {
                return tooLong(tooLong);
            }
        }
        return ResponseEntity.badRequest()
                .body(detail(
                        HttpStatus.BAD_REQUEST,
                        "input.unreadable",
                        "The body is not the JSON that this call expects. " + where(e)));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLong(BodyLimitFilter.BodyTooLongException e) {
        return told(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(e.getMessage()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Class<?> type = e.getRequiredType();
        String allowed = type == null || !type.isEnum()
                ? ""
                : " Use one of: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")) + ".";
        return told(status, "The value '" + e.getValue() + "' does not fit " + e.getPropertyName() + "." + allowed);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return told(status, "There is nothing at this address. The addresses are in the API's contract, /api/openapi.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return told(
                status,
                "This body is not understood. Send it as "
                        + e.getSupportedMediaTypes().stream()
                                .map(String::valueOf)
                                .distinct()
                                .collect(Collectors.joining(" or "))
                        + ", and say so in Content-Type.");
    }

    private static ResponseEntity<Object> told(HttpStatusCode status, String sentence) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        return ResponseEntity.status(status).body(detail(known, code(known), sentence));
    }

    private static String code(HttpStatus status) {
        return "request." + status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String sentence = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : "The request cannot be answered.";
        HttpStatus known = HttpStatus.valueOf(status.value());
        return ResponseEntity.status(status).headers(headers).body(detail(known, code(known), sentence));
    }

    private static boolean isAway(String state) {
        return state.startsWith(CONNECTION) || state.startsWith(ADMIN_SHUTDOWN);
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** Where the body does not fit. The parser's own words name classes, which are nobody's business. */
    private static String where(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return "It has no field '" + unknown.getPropertyName() + "'.";
        }
        if (e.getCause() instanceof DatabindException misfit
                && !misfit.getPath().isEmpty()) {
            return "The value of '"
                    + misfit.getPath().stream()
                            .map(part -> part.getPropertyName() == null
                                    ? String.valueOf(part.getIndex())
                                    : part.getPropertyName())
                            .collect(Collectors.joining("."))
                    + "' does not fit.";
        }
        return e.getCause() instanceof StreamReadException broken && broken.getLocation() != null
                ? "It cannot be read from line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr() + " on."
                : "";
    }

    static ProblemDetail detail(HttpStatus status, String code, String sentence) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, sentence);
        detail.setType(URI.create("urn:headgate:problem:" + code));
        detail.setTitle(status.getReasonPhrase());
        detail.setProperty("code", code);
        String traceId = MDC.get(RequestGuardFilter.TRACE_ID);
        if (traceId != null) {
            detail.setProperty("traceId", traceId);
        }
        return detail;
    }
}
