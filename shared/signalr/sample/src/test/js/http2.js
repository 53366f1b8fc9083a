// What is different where the server speaks HTTP/2.
import { events, life, same } from './client.js';

export const overHttp2 = {
  // An upgrade has such a header; a stream is opened without.
  async webSocketsAreStreamsOfTheConnectionThatNegotiated(client) {
    const connection = await client.start('/testhub');
    same(await connection.invoke('GetHeader', 'Upgrade'), null);
    same(await connection.invoke('GetHeader', 'Host'), new URL(client.urls.secure).host);
  },

  async manyHubConnectionsShareOneOfTheNetwork(client) {
    const group = `g${Math.random()}`;
    const members = await Promise.all([...Array(20).keys()].map(() => client.start('/groupHub')));
    const heard = members.map((member) => events(member, 'ReceiveMessage'));
    await Promise.all(members.map((member) => member.invoke('Join', group)));
    await members[0].invoke('SendToGroup', group, 'all of you');
    for (const messages of heard) {
      same(await messages.next(), [group, 'all of you']);
    }
  },

  async theEndOfOneLeavesTheOthersAlone(client) {
    const stays = await client.start('/testhub');
    const goes = client.build('/chatHub');
    const stages = life(goes);
    await goes.start();
    goes.send('DisconnectMe');
    same(await stages.next(), ['closed', undefined]);
    same(await stays.invoke('Echo', 'still here'), 'still here');
  },
};
