package im.conduit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.micronaut.context.ApplicationContextConfigurer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisFromEnvironmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Redis__Configuration | localhost:6379 | redis://localhost:6379",
                "REDIS__CONFIGURATION | redis://localhost:1 | redis://localhost:1",
                "Redis:Configuration | a:1,b:2,abortConnect=false | redis://a:1,redis://b:2",
                "Redis__Configuration | a:1, ssl=True, defaultDatabase=3 | rediss://a:1/3",
                "Redis__Configuration | a:1,password=p@ss=1 | redis://:p%40ss%3D1@a:1"
            })
    void theAddressOfAspNetCoreApplicationsIsUnderstood(String name, String value, String uri) {
        assertThat(RedisFromEnvironment.uri(Map.of(name, value))).isEqualTo(uri);
    }

    @Test
    void loginsAreKept() {
        RedisURI uri =
                RedisURI.create(
                        RedisFromEnvironment.uri(
                                Map.of("Redis__Configuration", "a:1,user=ann,password=p +@")));
        assertThat(uri.getUsername()).isEqualTo("ann");
        assertThat(uri.getPassword()).isEqualTo("p +@".toCharArray());
    }

    @Test
    void otherVariablesSayNothing() {
        assertThat(RedisFromEnvironment.uri(Map.of("Redis__InstanceName", "conduit"))).isNull();
    }

    @Test
    void everyApplicationWithRedisLooksForIt() {
        String service =
                "META-INF/micronaut/"
                        + ApplicationContextConfigurer.class.getName()
                        + "/"
                        + RedisFromEnvironment.class.getName();
        assertThat(getClass().getClassLoader().getResource(service)).isNotNull();
    }
}
