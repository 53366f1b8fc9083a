const signedIn = await fetch('/api/auth/session', {
  method: 'POST',
  headers: { Authorization: `Bearer ${globalThis.KEY}` },
});
console.log('session', signedIn.status);

// the example stands here
