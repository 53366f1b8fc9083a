package im.conduit.testkit.aws.websocket;

import im.conduit.testkit.aws.LambdaFunction;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An API Gateway WebSocket API with its `@connections` management API, on loopback. Its rules:
///
/// - `$connect` runs before the upgrade is answered; a status other than 2xx refuses it, and
///   nothing can be posted to the connection until it is up (410).
/// - every message invokes `$default` at once, concurrently, so no order is kept.
/// - binary frames close with 1003, frames over 32 KB and messages over 128 KB with 1009.
/// - `$disconnect` follows every end, with `disconnectStatusCode` and `disconnectReason`.
/// - silence of 10 min and an age of 2 h close with 1001.
/// - `@connections/{id}`: POST sends, GET tells, DELETE closes; 410 for connections that are gone,
///   413 over 128 KB, 403 without an AWS signature.
/// - a path after the stage is 403.
public final class WebSocketApiLookAlike implements AutoCloseable {

    static final String STAGE = "prod";
    static final String DOMAIN = "lookalike2.execute-api.eu-central-1.amazonaws.com";

    final GatewayLimits limits;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, GatewayConnection> connections = new ConcurrentHashMap<>();
    private final Channel server;
    private volatile WebSocketRoutes routes =
            WebSocketRoutes.to(
                    _ -> {
                        throw new IllegalStateException("no routes are deployed");
                    },
                    false);

    private WebSocketApiLookAlike(GatewayLimits limits) {
        this.limits = limits;
        this.server = bind();
    }

    /// Starts an API without routes on a free port, so that functions can be told its address
    /// first.
    public static WebSocketApiLookAlike start(GatewayLimits limits) {
        return new WebSocketApiLookAlike(limits);
    }

    /// Deploys routes in place of those before.
    public void deploy(WebSocketRoutes newRoutes) {
        routes = newRoutes;
    }

    /// Where clients connect: `ws://127.0.0.1:port/prod`.
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/" + STAGE);
    }

    /// The management API's endpoint, as SDK clients take it: `http://127.0.0.1:port/prod`.
    public URI managementUri() {
        return URI.create("http://127.0.0.1:" + port() + "/" + STAGE);
    }

    /// How many connections are up.
    public int connections() {
        return connections.size();
    }

    private int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private Channel bind() {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new HttpServerCodec(),
                                                new HttpObjectAggregator(1024 * 1024),
                                                new GatewayHttpHandler(WebSocketApiLookAlike.this));
                            }
                        })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    WebSocketRoutes routes() {
        return routes;
    }

    void run(Runnable work) {
        threads.execute(work);
    }

    void opened(GatewayConnection connection) {
        connections.put(connection.id, connection);
    }

    Optional<GatewayConnection> find(String id) {
        return Optional.ofNullable(connections.get(id)).filter(GatewayConnection::open);
    }

    /// Forgets a connection and tells `$disconnect`, once.
    void ended(GatewayConnection connection, GatewayConnection.End end) {
        if (connection.end() && connections.remove(connection.id) != null) {
            byte[] event = WebSocketEvent.disconnect(connection, end);
            run(() -> invokeQuietly(routes.disconnect(), event));
        }
    }

    private void invokeQuietly(LambdaFunction function, byte[] event) {
        try {
            invoke(function, event);
        } catch (LambdaFunction.FunctionFailure | TimeoutException e) {
            // Nobody is left to be told.
        }
    }

    /// Invokes within the integration's time.
    byte[] invoke(LambdaFunction function, byte[] event) throws TimeoutException {
        Duration timeout = limits.integrationTimeout();
        try {
            return threads.submit(() -> function.invoke(event))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LambdaFunction.FunctionFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | RejectedExecutionException e) {
            throw new LambdaFunction.FunctionFailure("the gateway was closed", e);
        }
    }

    /// Cuts every connection and stops listening.
    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        threads.shutdownNow();
    }
}
