// the example stands here

try {
  console.log('returned', JSON.stringify(await pollForCompletion(process.env.TASK, process.env.KEY)));
} catch (error) {
  console.log('thrown', error.message);
}
