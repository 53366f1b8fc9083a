package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page and everything it is made of, as the running app serves them.
final class PageTest {

    @Test
    void thePageAndEveryFileItNamesAreServedUnderAStrictPolicy() throws Exception {
        try (AppProcess app = new AppProcess("--port", "0", "--ephemeral")) {
            String link = app.awaitLine("  page").replaceAll(".* ", "");
            URI url = app.awaitReady();
            assertThat(link).matches(Pattern.quote(url.toString()) + "/#key=condt_\\w{32}");

            HttpResponse<String> page = AppProcess.get(url.resolve("/"));
            assertThat(page.headers().firstValue("Content-Type"))
                    .contains("text/html; charset=utf-8");
            String script = AppProcess.get(url.resolve("/page/page.js")).body();
            Pattern names = Pattern.compile("(?:(?:src|href)=\"/page/|from '\\./)([a-z.]+)");
            assertThat(names.matcher(page.body() + script).results().map(MatchResult::group))
                    .hasSize(6);
            for (MatchResult name : names.matcher(page.body() + script).results().toList()) {
                HttpResponse<String> file = AppProcess.get(url.resolve("/page/" + name.group(1)));
                assertThat(file.statusCode()).as(name.group()).isEqualTo(200);
                assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
                        .contains("default-src 'none'", "script-src 'self'");
            }
            assertThat(AppProcess.get(url, "Accept", "text/html").statusCode()).isEqualTo(200);
            assertThat(AppProcess.get(url.resolve("/page/..%2Fapplication.yml")).statusCode())
                    .isEqualTo(404);
        }
    }
}
