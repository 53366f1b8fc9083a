package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.signalr.server.HubLifetimeManager;
import im.conduit.signalr.server.InProcessLifetimeManager;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackplaneSettingsTest {

    @Test
    void theNamesOfDotNetApplicationsAreTaken() {
        assertThat(
                        DotNetSpellings.ENVIRONMENT.translated(
                                Map.of(
                                        "Redis__InstanceName", "shop",
                                        "Redis:ChannelPrefix", "acme",
                                        "Redis__Configuration", "localhost")))
                .isEqualTo(
                        Map.of(
                                "signalr.redis.instance-name", "shop",
                                "signalr.redis.channel-prefix", "acme"));
    }

    @Test
    void channelsBeginWithPrefixInstanceAndHub() {
        try (ApplicationContext context =
                ApplicationContext.run(Map.of("signalr.redis.instance-name", "shop"))) {
            BackplaneSettings settings = context.getBean(BackplaneSettings.class);
            assertThat(Channels.of(settings, "Chat").group("a:b"))
                    .isEqualTo("conduit:shop:Chat:group:a:b");
        }
    }

    @Test
    void withoutAnAddressANodeIsAlone() {
        for (Map<String, Object> nothing :
                List.<Map<String, Object>>of(Map.of(), Map.of("signalr.redis.uri", ""))) {
            try (ApplicationContext context = ApplicationContext.run(nothing)) {
                assertThat(context.getBean(HubLifetimeManager.Factory.class).create("Chat"))
                        .isInstanceOf(InProcessLifetimeManager.class);
            }
        }
    }

    @Test
    void anAddressThatIsNoneStopsTheStartAndIsNotRepeated() {
        Map<String, Object> settings = Map.of("signalr.redis.uri", "http://:secret@somewhere");
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            assertThatThrownBy(() -> context.getBean(HubLifetimeManager.Factory.class))
                    .hasStackTraceContaining("signalr.redis.uri must be redis:// or rediss://")
                    .satisfies(
                            failed ->
                                    assertThat(
                                                    org.assertj.core.util.Throwables.getStackTrace(
                                                            failed))
                                            .doesNotContain("secret"));
        }
    }

    @Test
    void theEnvironmentIsLookedAtWhenAContextStarts() {
        assertThat(
                        DotNetSpellings.class
                                .getClassLoader()
                                .getResource(
                                        "META-INF/micronaut/"
                                                + ApplicationContextConfigurer.class.getName()
                                                + "/"
                                                + DotNetSpellings.class.getName()))
                .isNotNull();
    }
}
