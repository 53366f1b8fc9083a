const express = require('express');
const app = express();
const updateTaskResult = (id, result) => console.log('result', JSON.stringify([id, result]));
const handleTaskFailure = (id, error) => console.log('failure', JSON.stringify([id, error]));
const updateTaskProgress = (id, progress) => console.log('progress', JSON.stringify([id, progress]));

// the example stands here

const server = app.listen(0, '127.0.0.1', () => console.log('listening', server.address().port));
