package im.conduit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between an app and its Redis and can harm the app's subscriptions, and only those: a
/// connection counts as one from its first SUBSCRIBE on.
public final class RedisProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final URI server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean swallow;

    private RedisProxy(ServerSocket listening, URI server) {
        this.listening = listening;
        this.server = server;
    }

    /// Starts on a free loopback port, in front of `server`.
    public static RedisProxy before(URI server) {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            RedisProxy proxy = new RedisProxy(socket, server);
            Thread.ofVirtual().name("redis-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the app finds its Redis.
    public String uri() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    /// Cuts every subscription, and each new one as soon as it begins, until `mend`.
    public void cutSubscriptions() {
        cut = true;
        links.stream().filter(Link::subscribes).forEach(Link::close);
    }

    /// Keeps subscriptions up, but nothing that Redis says on them arrives, until `mend`.
    public void swallowPublications() {
        swallow = true;
    }

    /// How many subscriptions are up.
    public long subscriptions() {
        return links.stream().filter(Link::subscribes).count();
    }

    /// Everything passes again.
    public void mend() {
        cut = false;
        swallow = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Link link = new Link(client, new Socket(server.getHost(), server.getPort()));
                links.add(link);
                Thread.ofVirtual().start(link::upstream);
                Thread.ofVirtual().start(link::downstream);
            } catch (IOException e) {
                // Closed, or Redis is not there: the app will try again.
            }
        }
    }

    @Override
    public void close() {
        links.forEach(Link::close);
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Link {

        private final Socket client;
        private final Socket redis;
        private volatile boolean subscribes;

        Link(Socket client, Socket redis) {
            this.client = client;
            this.redis = redis;
        }

        boolean subscribes() {
            return subscribes;
        }

        void upstream() {
            copy(client, redis, true);
        }

        void downstream() {
            copy(redis, client, false);
        }

        private void copy(Socket from, Socket to, boolean commands) {
            byte[] buffer = new byte[64 * 1024];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (commands && !subscribes) {
                        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                        subscribes = text.toUpperCase(Locale.ROOT).contains("SUBSCRIBE");
                    }
                    if (subscribes && cut) {
                        return;
                    }
                    if (commands || !subscribes || !swallow) {
                        out.write(buffer, 0, n);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One side is gone; so is the other.
            } finally {
                links.remove(this);
            }
        }

        void close() {
            try {
                client.close();
                redis.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
