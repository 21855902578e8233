package io.headgate.api.alert;

/**
 * What is sent, in all its forms.
 *
 * @param subject of the mail; one line
 * @param text plain
 * @param html the same, escaped
 * @param json for webhooks
 * @param slack for Slack-compatible webhooks
 */
record Message(String subject, String text, String html, String json, String slack) {}
