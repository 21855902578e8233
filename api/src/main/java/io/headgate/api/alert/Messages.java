package io.headgate.api.alert;

import io.headgate.api.platform.HeadgateProperties;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** Says what has happened: names, times, codes and Headgate's own sentences; no row's value, no setting, no job's words. */
@Component
class Messages {

    private static final int SHOWN = 20;
    private static final int LONGEST_SUBJECT = 180;

    private final IncidentQueries incidents;
    private final Tenants tenants;
    private final Stages stages;
    private final HeadgateProperties place;
    private final JsonMapper json;
    private final Clock clock;

    Messages(
            IncidentQueries incidents,
            Tenants tenants,
            Stages stages,
            HeadgateProperties place,
            JsonMapper json,
            Clock clock) {
        this.incidents = incidents;
        this.tenants = tenants;
        this.stages = stages;
        this.place = place;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Message of(UUID tenantId, UUID delivery, String event, @Nullable UUID incidentId) {
        TenantView tenant = tenants.get(tenantId);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", delivery);
        body.put("event", event);
        body.put("sentAt", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("tenant", tenant.key());
        if (incidentId == null) {
            String sentence = "This is a test of an alert channel. Nothing has happened.";
            body.put("sentence", sentence);
            return message(tenant, "Test of an alert channel", List.of(sentence), body);
        }
        IncidentView incident = incidents.get(incidentId);
        body.put("alert", alert(tenant, incident));
        return message(tenant, title(event, incident, where(tenantId, incident)), lines(tenant, incident), body);
    }

    private Map<String, Object> alert(TenantView tenant, IncidentView incident) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("id", incident.id());
        alert.put("kind", incident.kind());
        alert.put("code", incident.code());
        alert.put("sentence", incident.sentence());
        alert.put("remedy", incident.remedy());
        alert.put("state", incident.state());
        if (incident.stage() != null) {
            alert.put("stage", incident.stage());
        }
        alert.put("since", incident.openedAt().toString());
        alert.put("runs", incident.runs());
        alert.put("processes", incident.processes());
        alert.put("url", url(tenant, incident.id()));
        List<Map<String, Object>> some = new ArrayList<>();
        for (IncidentView.Member member :
                incident.members().stream().limit(SHOWN).toList()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("process", member.process());
            one.put("processName", member.processName());
            one.put("businessDate", member.businessDate().toString());
            one.put("at", member.at().toString());
            if (member.run() != null) {
                one.put("run", member.run());
                one.put("url", url(tenant, member.run()));
            }
            some.add(one);
        }
        alert.put("newest", some);
        return alert;
    }

    /** What people call the stage of it; nothing while the tenant has a single one. */
    private String where(UUID tenantId, IncidentView incident) {
        List<StageView> all = stages.all(tenantId);
        String key = incident.stage();
        if (all.size() < 2 || key == null) {
            return "";
        }
        return " in "
                + all.stream()
                        .filter(stage -> stage.key().equals(key))
                        .map(StageView::name)
                        .findFirst()
                        .orElse(key);
    }

    private static String title(String event, IncidentView incident, String where) {
        String whose = incident.processes() == 1 && !incident.members().isEmpty()
                ? incident.members().getFirst().processName()
                : incident.processes() + " processes";
        String what = event.equals("recovered")
                ? "Recovered"
                : switch (incident.kind()) {
                    case FAILED, RECOVERED -> "Failed";
                    case TOO_LONG -> "Takes too long";
                    case LATE -> "Late";
                    case MISSED -> "Not run";
                };
        return what + (event.startsWith("again-") ? " again" : "") + where + ": " + whose;
    }

    private List<String> lines(TenantView tenant, IncidentView incident) {
        List<String> lines = new ArrayList<>();
        lines.add(incident.sentence() + " (" + incident.code() + ")");
        lines.add(incident.remedy());
        lines.add("Since " + incident.openedAt().truncatedTo(ChronoUnit.SECONDS) + " (UTC); runs: " + incident.runs()
                + ", processes: " + incident.processes()
                + (incident.cluster() == null ? "" : ", cluster: " + incident.cluster()));
        lines.add("All of it: " + url(tenant, incident.id()));
        incident.members().stream()
                .limit(SHOWN)
                .map(member -> member.processName() + ", business date " + member.businessDate()
                        + (member.run() == null ? "" : ": " + url(tenant, member.run())))
                .forEach(lines::add);
        if (incident.members().size() > SHOWN) {
            lines.add("… and more");
        }
        return lines;
    }

    private Message message(TenantView tenant, String title, List<String> lines, Map<String, Object> body) {
        String subject = oneLine("[Headgate] " + tenant.name() + ": " + title);
        List<String> clean = lines.stream().map(Messages::oneLine).toList();
        StringBuilder html = new StringBuilder("<p><b>" + HtmlUtils.htmlEscape(subject, "UTF-8") + "</b></p>");
        clean.forEach(line ->
                html.append("<p>").append(HtmlUtils.htmlEscape(line, "UTF-8")).append("</p>"));
        String plain = subject + "\n" + String.join("\n", clean);
        String slack = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return new Message(
                cut(subject),
                plain + "\n",
                html.toString(),
                json.writeValueAsString(body),
                json.writeValueAsString(Map.of("text", slack)));
    }

    /** Names are what people have typed: no line of theirs begins a new one here. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SUBJECT ? text : text.substring(0, LONGEST_SUBJECT - 1) + "…";
    }

    private String url(TenantView tenant, UUID incident) {
        return place.publicUrl() + "/t/" + tenant.key() + "/alerts?alert=" + incident;
    }

    private String url(TenantView tenant, String run) {
        return place.publicUrl() + "/t/" + tenant.key() + "/runs/" + run;
    }
}
