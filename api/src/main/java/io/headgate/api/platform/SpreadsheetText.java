package io.headgate.api.platform;

/** Texts of people in files that are opened with a spreadsheet. */
public final class SpreadsheetText {

    private SpreadsheetText() {}

    /**
     * A text that no spreadsheet takes for a formula: those that begin like one get an apostrophe in front.
     *
     * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
     */
    public static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
