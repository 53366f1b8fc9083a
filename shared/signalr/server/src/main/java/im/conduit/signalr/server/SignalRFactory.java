package im.conduit.signalr.server;

import im.conduit.signalr.protocol.JsonHubProtocol;
import im.conduit.signalr.protocol.MessagePackHubProtocol;
import im.conduit.signalr.protocol.PayloadCodec;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.inject.ArgumentInjectionPoint;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an application gets that brings nothing of its own.
@Factory
final class SignalRFactory {

    private static final Logger LOG = LoggerFactory.getLogger(SignalRFactory.class);

    @Singleton
    HubOptions options(SignalRSettings settings) {
        if (settings.pingsTooRarely()) {
            LOG.warn(
                    "signalr.keep-alive-interval is more than half of"
                            + " signalr.client-timeout-interval: one late ping ends a connection");
        }
        return settings.options();
    }

    /// The context of the hub that the injection point names.
    @Prototype
    <H> HubContext<H> context(HubServer hubs, ArgumentInjectionPoint<?, ?> point) {
        @SuppressWarnings("unchecked") // the type variable is the hub's class
        Class<H> hub =
                (Class<H>)
                        point.asArgument()
                                .getFirstTypeVariable()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "name the hub: HubContext<MyHub>"))
                                .getType();
        return hubs.context(hub);
    }

    @Singleton
    @Requires(missingBeans = HubLifetimeManager.Factory.class)
    HubLifetimeManager.Factory lifetimes() {
        return _ -> new InProcessLifetimeManager();
    }

    @Singleton
    @Requires(missingBeans = Admission.class)
    Admission admission(ConnectionLimitSettings limits) {
        return limits.admission();
    }

    @Singleton
    @Requires(missingBeans = PayloadCodec.class)
    PayloadCodec payloads() {
        return JacksonPayloadCodec.camelCase();
    }

    @Bean
    @Singleton
    ProtocolFactory messagePack(PayloadCodec payloads) {
        PayloadCodec binary =
                payloads instanceof JacksonPayloadCodec jackson ? jackson.binary() : payloads;
        return limits -> new MessagePackHubProtocol(binary, limits);
    }

    @Bean
    @Singleton
    ProtocolFactory json(PayloadCodec payloads) {
        return limits -> new JsonHubProtocol(payloads, limits);
    }
}
