package im.conduit.signalr.server;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/// A hub with one of everything that the programming model has.
@Hub("/showcase")
class ShowcaseHub implements HubLifecycle {

    private final Journal journal;

    ShowcaseHub(Journal journal) {
        this.journal = journal;
    }

    /// What happened, in order.
    @Singleton
    static class Journal {
        private final List<String> lines = new ArrayList<>();

        synchronized void add(String line) {
            lines.add(line);
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }
    }

    /// What the hub's clients can be called with.
    @ClientInterface
    interface Client {
        void priceChanged(String symbol, double price);

        @HubMethod("confirm")
        boolean confirms(String question);
    }

    @Override
    public void onConnected(HubCaller caller) {
        journal.add("connected " + caller.connectionId());
    }

    @Override
    public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
        journal.add("disconnected " + caller.connectionId() + " " + error);
    }

    public String greet(
            String name, @OptionalArgument @Nullable String title, Optional<Integer> n) {
        return (title == null ? "" : title + " ") + name + n.map(times -> " x" + times).orElse("");
    }

    public String journal(@Injected Journal injected) {
        return "same " + (injected == journal);
    }

    public void publishPrice(HubCaller caller, String symbol, double price) {
        caller.clients().others().as(Client.class).priceChanged(symbol, price);
    }

    public String ask(HubCaller caller, String question) {
        return "client says " + caller.clients().caller().as(Client.class).confirms(question);
    }

    public CompletionStage<String> askLater(HubCaller caller, String question) {
        return caller.clients()
                .caller()
                .ask(Boolean.class, "confirm", question)
                .thenApply(answer -> "client says " + answer);
    }

    public Flow.Publisher<Integer> countdown(int from) {
        SubmissionPublisher<Integer> numbers = new SubmissionPublisher<>(Runnable::run, 256);
        return subscriber -> {
            numbers.subscribe(subscriber);
            for (int i = from; i > 0; i--) {
                numbers.submit(i);
            }
            numbers.close();
        };
    }

    /// Yields nothing until it is cancelled, which it notes.
    public Iterator<Integer> until(CancellationToken token) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    token.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                journal.add("cancelled");
                return false;
            }

            @Override
            public Integer next() {
                throw new NoSuchElementException();
            }
        };
    }

    /// Comes one after the other.
    enum Light {
        RED,
        YELLOW,
        GREEN
    }

    public Light next(Light light) {
        return Light.values()[light.ordinal() + 1];
    }

    public void note(int number) {
        journal.add("note " + number);
    }

    public void join(HubCaller caller, String group) {
        caller.groups().add(caller.connectionId(), group);
    }
}
