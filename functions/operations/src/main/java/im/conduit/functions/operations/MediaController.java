package im.conduit.functions.operations;

import im.conduit.http.Anonymous;
import im.conduit.http.Problems;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.media.MediaStore.StoredMedia;
import im.conduit.realtime.wire.Problem;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.Optional;

/// `/v1/media/{key}`: the bytes of a result. The key is unguessable and is the whole permission, so
/// that an `<img>` or a player can load it. Conditional and range requests follow RFC 9110,
/// sections 13 and 14: one byte range; several are answered with the whole.
@Controller("/v1/media")
@Anonymous
@Requires(bean = MediaStore.class)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MediaController {

    private static final Problem UNKNOWN =
            new Problem(
                    Problem.Kind.NOT_FOUND,
                    "not_found",
                    "There is no such medium, or it is no longer kept.",
                    null);

    private static final String FOREVER = "public, max-age=691200, immutable";

    private final MediaStore store;

    MediaController(MediaStore store) {
        this.store = store;
    }

    /// GET and HEAD.
    @Get("/{key}")
    @Produces(MediaType.ALL)
    HttpResponse<?> read(HttpRequest<?> request, @PathVariable String key) throws IOException {
        Optional<MediaKey> name = MediaKey.parse(key);
        Optional<StoredMedia> found = name.isPresent() ? store.find(name.get()) : Optional.empty();
        if (found.isEmpty()) {
            return Problems.answer(request, UNKNOWN);
        }
        StoredMedia media = found.get();
        if (EntityTags.matchWeakly(
                request.getHeaders().get(HttpHeaders.IF_NONE_MATCH), media.etag())) {
            return validators(HttpResponse.notModified(), media);
        }
        return switch (range(request, media)) {
            case ByteRange.Whole _ -> body(request, media, HttpStatus.OK, 0, media.length());
            case ByteRange.Part(long first, long last) ->
                    body(request, media, HttpStatus.PARTIAL_CONTENT, first, last - first + 1)
                            .header(
                                    HttpHeaders.CONTENT_RANGE,
                                    "bytes " + first + "-" + last + "/" + media.length());
            case ByteRange.Unsatisfiable _ -> unsatisfiable(request, media);
        };
    }

    private static ByteRange range(HttpRequest<?> request, StoredMedia media) {
        String range = request.getHeaders().get(HttpHeaders.RANGE);
        String condition = request.getHeaders().get(HttpHeaders.IF_RANGE);
        if (range == null
                || request.getMethod() != HttpMethod.GET
                || (condition != null && !condition.strip().equals(media.etag()))) {
            return new ByteRange.Whole();
        }
        return ByteRange.parse(range, media.length());
    }

    private MutableHttpResponse<?> body(
            HttpRequest<?> request, StoredMedia media, HttpStatus status, long from, long length)
            throws IOException {
        MutableHttpResponse<?> answer =
                validators(HttpResponse.status(status), media)
                        .header(HttpHeaders.CONTENT_TYPE, media.contentType())
                        .header(HttpHeaders.CONTENT_LENGTH, Long.toString(length))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "inline");
        if (!media.contentType().matches("(image/(png|jpeg|gif|webp|avif)|video/.+|audio/.+)")) {
            answer.header("Content-Security-Policy", "default-src 'none'; sandbox");
        }
        return request.getMethod() == HttpMethod.HEAD
                ? answer
                : answer.body(
                        new MediaBody(
                                new PartStream(store.open(media.key(), from), length), length));
    }

    private static MutableHttpResponse<?> unsatisfiable(HttpRequest<?> request, StoredMedia media) {
        Problem problem =
                new Problem(
                        Problem.Kind.RANGE_NOT_SATISFIABLE,
                        "range_not_satisfiable",
                        "'Range' begins behind the end: the medium has "
                                + media.length()
                                + " bytes.",
                        "Range");
        return Problems.answer(request, problem)
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + media.length());
    }

    private static <T> MutableHttpResponse<T> validators(
            MutableHttpResponse<T> answer, StoredMedia media) {
        return answer.header(HttpHeaders.ETAG, media.etag())
                .header(HttpHeaders.CACHE_CONTROL, FOREVER)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
    }
}
