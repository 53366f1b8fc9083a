const updateProgressBar = (id, progress) => console.log('progress', JSON.stringify([id, progress]));
const displayImage = (url) => console.log('image', url);
const showError = (error) => console.log('error', JSON.stringify(error));

// the example stands here

console.log('subscribed');
