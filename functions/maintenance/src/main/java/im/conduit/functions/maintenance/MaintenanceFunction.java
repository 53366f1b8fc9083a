package im.conduit.functions.maintenance;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import im.conduit.realtime.task.DueRinger;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;

/// The schedule on Lambda: rings for what is overdue, once for each event.
public final class MaintenanceFunction extends MicronautRequestHandler<ScheduledEvent, Integer> {

    private final DueRinger ringer;

    /// Started by Lambda.
    public MaintenanceFunction() {
        this.ringer = getApplicationContext().getBean(DueRinger.class);
    }

    /// @param context started; for tests
    public MaintenanceFunction(ApplicationContext context) {
        super(context);
        this.ringer = context.getBean(DueRinger.class);
    }

    /// @return how many pieces of work were overdue
    @Override
    public Integer execute(ScheduledEvent event) {
        return ringer.ringOverdue();
    }
}
