package io.headgate.api.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends mails by the installation's server. */
@Component
class Mails {

    private static final Logger log = LoggerFactory.getLogger(Mails.class);
    private static final int LONGEST = 254;

    private final AlertSettings.Mail settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    Mails(AlertSettings settings) {
        this.settings = settings.mail();
        sender.setHost(this.settings.host());
        sender.setPort(this.settings.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        boolean isImplicit = this.settings.tls() == AlertSettings.Tls.IMPLICIT;
        sender.setProtocol(isImplicit ? "smtps" : "smtp");
        if (!this.settings.username().isEmpty()) {
            sender.setUsername(this.settings.username());
            sender.setPassword(this.settings.password());
        }
        sender.setJavaMailProperties(properties(isImplicit ? "mail.smtps." : "mail.smtp."));
    }

    /** Whether a text is one plain mail address, and nothing more. */
    static boolean isAddress(String text) {
        if (text.length() > LONGEST
                || !text.matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
            return false;
        }
        try {
            new InternetAddress(text, true);
            return true;
        } catch (MessagingException e) {
            return false;
        }
    }

    Outcome send(UUID delivery, List<String> addresses, Message message) {
        if (settings.host().isEmpty()) {
            return Outcome.NO_MAIL_SERVER;
        }
        try {
            MimeMessage mail = sender.createMimeMessage();
            MimeMessageHelper parts = new MimeMessageHelper(mail, true, StandardCharsets.UTF_8.name());
            parts.setFrom(settings.from());
            parts.setTo(addresses.toArray(String[]::new));
            parts.setSubject(message.subject());
            parts.setText(message.text(), message.html());
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader(Signatures.DELIVERY, delivery.toString());
            sender.send(mail);
            return Outcome.SENT;
        } catch (MailSendException e) {
            return e.getFailedMessages().values().stream().anyMatch(SendFailedException.class::isInstance)
                    ? Outcome.MAIL_REFUSED
                    : failed(e);
        } catch (MailException | MessagingException e) {
            return failed(e);
        }
    }

    private Outcome failed(Exception failure) {
        // The words of the installation's own server are for its log, not for tenants.
        log.warn(
                "The mail server {} does not take a message: {}",
                settings,
                failure instanceof AuthenticationFailedException ? "it refuses the sign-in" : failure.getMessage());
        return Outcome.MAIL_FAILED;
    }

    private Properties properties(String prefix) {
        Properties properties = new Properties();
        for (String name : List.of("timeout", "connectiontimeout", "writetimeout")) {
            properties.setProperty(prefix + name, "8000");
        }
        properties.setProperty(
                prefix + "auth", String.valueOf(!settings.username().isEmpty()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (settings.tls() == AlertSettings.Tls.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return properties;
    }
}
