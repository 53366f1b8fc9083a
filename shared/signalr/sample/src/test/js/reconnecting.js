// Stateful reconnect: WebSockets have it.
import { events, items, life, same } from './client.js';

async function stateful(client) {
  const connection = client.build('/extra/stateful', {
    base: client.urls.network,
    stateful: true,
    retries: [0],
  });
  const stages = life(connection);
  await connection.start();
  return { connection, stages, id: connection.connectionId };
}

function nothingHappened(stages) {
  same(stages.rest(), []);
}

export const webSocketsOnly = {
  async aCallOverABrokenNetworkIsAnsweredByTheSameConnection(client) {
    const { connection, stages, id } = await stateful(client);
    same(await connection.invoke('Add', 1, 2), 3);
    await client.network.cut();
    const answers = Promise.all([1, 2, 3].map((number) => connection.invoke('Add', number, 10)));
    await client.network.restore();
    same(await answers, [11, 12, 13]);
    same(await connection.invoke('Id'), id);
    nothingHappened(stages);
  },

  async whatWasSentWhileTheNetworkWasBrokenArrivesOnceAndInOrder(client) {
    const { connection, stages, id } = await stateful(client);
    const notes = events(connection, 'Note');
    const other = await client.start('/extra/stateful');
    await other.invoke('Send', 'client', [id], [], '0');
    same(await notes.next(), '0');
    await client.network.cut();
    for (let i = 1; i <= 20; i++) {
      await other.invoke('Send', 'client', [id], [], String(i));
    }
    await client.network.restore();
    for (let i = 1; i <= 20; i++) {
      same(await notes.next(), String(i));
    }
    await connection.invoke('Nothing');
    same(notes.rest(), []);
    nothingHappened(stages);
  },

  async aStreamGoesOnOverABrokenNetwork(client) {
    const { connection, stages } = await stateful(client);
    const key = `stateful-${client.protocol}-${Math.random()}`;
    const all = items(connection.stream('StreamWait', key));
    same(await connection.invoke('Add', 1, 2), 3);
    await client.network.cut();
    const other = await client.start('/extra/stateful');
    await other.invoke('Release', key);
    await client.network.restore();
    same(await all, ['before', 'after']);
    nothingHappened(stages);
  },

  async manyBreaksLoseNothing(client) {
    const { connection, stages, id } = await stateful(client);
    for (let i = 0; i < 5; i++) {
      await client.network.cut();
      await client.network.restore();
      same(await connection.invoke('Add', i, 1), i + 1);
    }
    same(await connection.invoke('Id'), id);
    nothingHappened(stages);
  },

  async stopEndsAStatefulConnection(client) {
    const { connection, stages, id } = await stateful(client);
    await connection.stop();
    same(await stages.next(), ['closed', undefined]);
    let log = '';
    while (!log.includes('disconnected')) {
      log = await client.get(`/extra/log/${id}`);
    }
    same(log.trim().split('\n'), ['connected', 'disconnected null']);
  },

  async negotiationCanBeSkipped(client) {
    const connection = await client.start('/testhub', { skipNegotiation: true });
    same(connection.connectionId, null);
    same(await connection.invoke('Echo', 'x'), 'x');
  },
};
