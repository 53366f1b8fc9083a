const express = require('express');
const app = express();
app.use(express.json());
// What follows the example's comment "Process webhook...": the receiver answers.
app.use((request, response, next) => {
  setImmediate(() => {
    if (!response.headersSent) {
      console.log('accepted', JSON.stringify(request.body));
      response.sendStatus(200);
    }
  });
  next();
});

// the example stands here

const server = app.listen(0, '127.0.0.1', () => console.log('listening', server.address().port));
