const app = require('express')();
const handleImageCompleted = async (payload) => console.log('image', JSON.stringify(payload));
const handleVideoCompleted = async (payload) => console.log('video', JSON.stringify(payload));
const handleTaskFailed = async (payload) => console.log('failed', JSON.stringify(payload));
const updateProgressUI = async (payload) => console.log('progress', JSON.stringify(payload));

// the example stands here

const server = app.listen(0, '127.0.0.1', () => console.log('listening', server.address().port));
