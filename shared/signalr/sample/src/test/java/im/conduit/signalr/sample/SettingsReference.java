package im.conduit.signalr.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/// The settings `signalr.*` as a page, from what the compiler noted of their records.
final class SettingsReference {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String PROFILE = "application-tuned.properties";
    private static final String ROOT = "signalr";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> groups = new ArrayList<>();
    private final List<JsonNode> settings = new ArrayList<>();

    /// Reads the metadata of all modules on the class path.
    SettingsReference() throws IOException {
        for (URL url : Collections.list(loader().getResources(METADATA))) {
            JsonNode module = JSON.readTree(url);
            module.path("groups").forEach(group -> add(groups, group));
            module.path("properties").forEach(setting -> add(settings, setting));
        }
        groups.sort(Comparator.comparing(SettingsReference::name));
    }

    private static void add(List<JsonNode> all, JsonNode one) {
        if (name(one).equals(ROOT) || name(one).startsWith(ROOT + ".")) {
            all.add(one);
        }
    }

    private static ClassLoader loader() {
        return SettingsReference.class.getClassLoader();
    }

    /// The page, in Markdown.
    String page() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (JsonNode group : groups) {
            page.append("\n## `").append(name(group)).append(".*`\n\n");
            page.append(sentence(text(group))).append("\n\n");
            page.append(
                    "| setting | type | default | meaning | ASP.NET Core's spelling | environment |\n");
            page.append("|---|---|---|---|---|---|\n");
            settings.stream()
                    .filter(setting -> setting.path("sourceType").equals(group.path("type")))
                    .forEach(setting -> page.append(row(setting)));
        }
        return page + profile();
    }

    private static String row(JsonNode setting) {
        String name = name(setting);
        String fallback = setting.path("defaultValue").asText();
        return String.format(
                "| `%s` | %s | %s | %s | `%s` | `%s` |%n",
                name,
                type(setting.path("type").asText()),
                fallback.isEmpty() ? "none" : "`" + fallback + "`",
                text(setting),
                dotNet(name),
                name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }

    private static String type(String javaType) {
        return switch (javaType) {
            case "boolean" -> "`true` or `false`";
            case "int", "long" -> "number";
            case "java.lang.String" -> "text";
            case "java.util.List" -> "list";
            case "im.conduit.signalr.server.SettingDuration" -> "duration";
            default -> throw new IllegalStateException("how are settings written: " + javaType);
        };
    }

    /// `signalr.keep-alive-interval` is `SignalR:KeepAliveInterval`.
    private static String dotNet(String name) {
        return Arrays.stream(name.split("[.]"))
                .map(part -> part.equals(ROOT) ? "SignalR" : capitalised(part))
                .collect(Collectors.joining(":"));
    }

    private static String capitalised(String hyphenated) {
        return Arrays.stream(hyphenated.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String profile() throws IOException {
        Properties tuned = new Properties();
        try (InputStream in = Objects.requireNonNull(loader().getResourceAsStream(PROFILE))) {
            tuned.load(in);
        }
        return tuned.stringPropertyNames().stream()
                .sorted()
                .map(name -> "| `" + name + "` | `" + tuned.getProperty(name) + "` |\n")
                .collect(Collectors.joining("", TUNED, ""));
    }

    private static String name(JsonNode one) {
        return one.path("name").asText();
    }

    /// What follows the colon of `The settings …: …`.
    private static String sentence(String description) {
        String what = description.substring(description.indexOf(": ") + 2);
        return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    }

    private static String text(JsonNode one) {
        return one.path("description").asText().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static final String INTRODUCTION =
            """
            # Settings of the SignalR server

            Generated from the code; a test keeps it so.

            A setting is a property of the application (`signalr.keep-alive-interval` in
            `application.properties` or as `-Dsignalr.keep-alive-interval=10s`) or an environment
            variable, in our spelling (`SIGNALR_KEEP_ALIVE_INTERVAL`) or in that of ASP.NET Core
            (`SignalR:KeepAliveInterval`, or with `__` for each colon, in any case). Where both are given, ours
            wins. A duration is `15s` (`ms`, `s`, `m`, `h`, `d`), `PT15S` or `00:00:15`; a list is
            separated by commas; sizes are bytes. A value that cannot be read stops the
            start with an error that names the setting.
            """;

    private static final String TUNED =
            """

            ## The profile `tuned`

            For mobile networks and small messages: `MICRONAUT_ENVIRONMENTS=tuned` sets

            | setting | value |
            |---|---|
            """;
}
