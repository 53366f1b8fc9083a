const virtualKey = globalThis.KEY;
const taskId = globalThis.TASK;
const updateProgressBar = (id, progress) => console.log('progress', JSON.stringify([id, progress]));
const displayResult = (id, result) => console.log('result', JSON.stringify([id, result]));
const showError = (id, error) => console.log('error', JSON.stringify([id, error]));

// the example stands here

console.log('subscribed');
