package im.conduit.app;

import java.time.Duration;

/// What a person who started the app wants to know. The last line is for programs: `ready <url>`.
final class Greeting {

    private Greeting() {}

    static void print(RunningApp app, Duration took) {
        System.out.printf(
                """

                Conduit Real-Time, started in %.1f s. Ctrl-C ends it.
                  address          %s
                  page             %s/#key=%s
                  development key  %s
                  webhook secret   %s
                  data             %s
                ready %s
                """,
                took.toMillis() / 1000.0,
                app.url(),
                app.url(),
                app.secrets().developmentKey(),
                app.secrets().developmentKey(),
                app.secrets().webhookSecret(),
                app.dataNote(),
                app.url());
        System.out.flush();
    }
}
