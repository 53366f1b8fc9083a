package im.conduit.scenarios.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import im.conduit.scenarios.shape.Deployed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Allow-lists: what a room does not name here it must not know. Where a rule needs an exception,
/// the class lives in the wrong room.
class ArrowsTest {

    private static final String REALTIME = "im.conduit.realtime..";
    private static final String SERVER = "im.conduit.signalr.server..";
    private static final String PROTOCOL = "im.conduit.signalr.protocol..";

    /// What every room of the domain may use.
    private static final List<String> DOMAIN_LIBRARIES =
            List.of(
                    "java..",
                    "javax.crypto..",
                    "javax.net..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "jakarta.inject..",
                    "jakarta.annotation..",
                    "io.micronaut.context..",
                    "io.micronaut.core..");

    /// A room and all that it may know besides itself.
    private record Room(String name, List<String> libraries, List<String> rooms) {

        static Room open(String name, String... rooms) {
            return new Room(name, List.of(), List.of(rooms));
        }

        static Room feature(String name, String... features) {
            List<String> rooms =
                    Stream.of(features).map(f -> "im.conduit.realtime." + f + "..").toList();
            return new Room("im.conduit.realtime." + name + "..", DOMAIN_LIBRARIES, rooms);
        }

        Room also(String room) {
            return new Room(
                    name, libraries, Stream.concat(rooms.stream(), Stream.of(room)).toList());
        }

        Room with(String library) {
            return new Room(
                    name, Stream.concat(libraries.stream(), Stream.of(library)).toList(), rooms);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Room> ROOMS =
            List.of(
                    new Room(
                            PROTOCOL,
                            List.of(
                                    "java..",
                                    "org.jspecify..",
                                    "com.fasterxml.jackson.core..",
                                    "org.msgpack.core..",
                                    "org.msgpack.value.."),
                            List.of()),
                    new Room(
                            SERVER,
                            List.of(
                                    "java..",
                                    "org.jspecify..",
                                    "org.slf4j..",
                                    "jakarta.inject..",
                                    "jakarta.annotation..",
                                    "io.micronaut.context..",
                                    "io.micronaut.core..",
                                    "io.micronaut.inject..",
                                    "io.micronaut.aop..",
                                    "com.fasterxml.jackson.."),
                            List.of(PROTOCOL)),
                    Room.open("im.conduit.signalr.netty..", SERVER, PROTOCOL),
                    Room.open("im.conduit.signalr.redis..", SERVER, PROTOCOL),
                    Room.open("im.conduit.signalr.apigateway..", SERVER, PROTOCOL),
                    Room.open("im.conduit.signalr.sample..", "im.conduit.signalr.."),
                    Room.feature("media"),
                    Room.feature("health", "*"),
                    Room.feature("notify", "*"),
                    Room.feature("limit"),
                    Room.feature("key", "limit"),
                    Room.feature("task", "key", "limit", "media"),
                    Room.feature("generation", "task", "key", "media"),
                    Room.feature("worker", "task", "key", "media"),
                    Room.feature("submission", "task", "key", "generation", "webhook"),
                    Room.feature("webhook", "task", "limit", "key"),
                    Room.feature("hub", "task", "webhook", "key", "notify").also(SERVER),
                    Room.feature("wire", "*").with("com.fasterxml.jackson.."),
                    Room.open("im.conduit.redis..", REALTIME),
                    Room.open("im.conduit.sqs..", REALTIME),
                    Room.open("im.conduit.media..", REALTIME),
                    Room.open("im.conduit.providers..", REALTIME),
                    Room.open("im.conduit.egress..", REALTIME),
                    Room.open("im.conduit.http..", REALTIME),
                    Room.open("im.conduit.lambda..", REALTIME),
                    function("tasksubmission"),
                    function("taskstatus"),
                    function("generationworker"),
                    function("webhookdelivery"),
                    function("operations"),
                    function("maintenance"),
                    function("hubnegotiation").also(SERVER).also("im.conduit.signalr.apigateway.."),
                    function("hubconnection").also(SERVER).also("im.conduit.signalr.apigateway.."),
                    Room.open(
                            "im.conduit.app..",
                            REALTIME,
                            "im.conduit.http..",
                            SERVER,
                            "im.conduit.signalr.netty.."));

    private static JavaClasses everything = new ClassFileImporter().importClasses();

    private static Room function(String name) {
        return Room.open(
                "im.conduit.functions." + name + "..",
                REALTIME,
                "im.conduit.http..",
                "im.conduit.lambda..");
    }

    @BeforeAll
    static void importMainScope() throws IOException {
        try (Stream<Path> files = Files.find(Deployed.root(), 6, (path, _) -> isMainScope(path))) {
            Pattern generated = Pattern.compile(".*/\\$[^/]*\\.class");
            everything =
                    new ClassFileImporter()
                            .withImportOption((Location l) -> !l.matches(generated))
                            .importPaths(files.toList());
        }
    }

    private static boolean isMainScope(Path path) {
        return path.endsWith("target/classes");
    }

    @ParameterizedTest
    @FieldSource("ROOMS")
    void aRoomKnowsOnlyWhatItMay(Room room) {
        String[] rooms =
                Stream.concat(Stream.of(room.name()), room.rooms().stream()).toArray(String[]::new);
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(rooms);
        String[] libraries = room.libraries().toArray(String[]::new);
        allowed =
                libraries.length == 0
                        ? allowed.or(resideOutsideOfPackage("im.conduit.."))
                        : allowed.or(resideInAnyPackage(libraries)).or(primitives());
        classes()
                .that(resideInAPackage(room.name()))
                .should()
                .onlyDependOnClassesThat(allowed)
                .allowEmptyShould(true)
                .check(everything);
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return describe(
                "primitives",
                type -> type.isPrimitive() || type.getBaseComponentType().isPrimitive());
    }

    /// Payloads are bound through `PayloadCodec`; one implementation over Jackson is beside it.
    @Test
    void onlyTheServersPayloadCodecKnowsJackson() {
        classes()
                .that(resideInAPackage(SERVER))
                .and(describe("are not the codec", type -> !isPayloadCodec(type.getName())))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("com.fasterxml.."))
                .check(everything);
    }

    private static boolean isPayloadCodec(String name) {
        return name.matches(
                "im\\.conduit\\.signalr\\.server\\.(JacksonPayloadCodec|SignalRValues)(\\$.*)?");
    }

    @Test
    void everyRoomIsListed() {
        Set<String> unlisted =
                everything.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> ROOMS.stream().noneMatch(room -> contains(room, name)))
                        .filter(name -> !name.startsWith("im.conduit.testkit"))
                        .filter(name -> !name.startsWith("im.conduit.benchmarks"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unlisted).isEmpty();
        assertThat(everything).hasSizeGreaterThan(200);
    }

    private static boolean contains(Room room, String packageName) {
        String root = room.name().substring(0, room.name().length() - 2);
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    @Test
    void nothingInMainScopeKnowsTheTestKit() {
        classes()
                .that(resideOutsideOfPackage("im.conduit.testkit.."))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("im.conduit.testkit.."))
                .check(everything);
    }
}
