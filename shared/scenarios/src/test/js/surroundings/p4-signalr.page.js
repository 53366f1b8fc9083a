const signalR = globalThis.signalR;

// the example stands here

connection.on('VideoStatus', (status) => {
  if (status.completed) {
    console.log('ready', status.taskId);
  }
});
await trackProgress(globalThis.TASK);
